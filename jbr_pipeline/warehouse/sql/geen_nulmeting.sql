-- De nulmeting van de taakstelling zolang die niet is vastgesteld: dezelfde kolommen, geen rijen.
create or replace temp view editie_nulmeting as
select null::varchar as indicator_code, null::varchar as organisatie_code, null::double as teller
where false;

-- De publicaties zolang er geen zijn opgehaald: dezelfde kolommen, geen rijen.
create or replace temp view publicatie as
select
    null::varchar as document_id,
    null::date as openbaarmakingsdatum,
    null::varchar as organisatie_code,
    null::varchar as documentsoort,
    null::varchar as informatiecategorie_code,
    null::varchar as aanbieder,
    null::boolean as is_bijlage,
    null::varchar as dubbel_van,
    null::timestamptz as ingetrokken_op
where false;

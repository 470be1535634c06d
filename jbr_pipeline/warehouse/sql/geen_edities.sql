-- De vastgestelde edities zolang er geen zijn geladen: dezelfde kolommen, geen rijen.
create or replace temp table editie_waarde as
select *
from indicator_waarde
where false;

create or replace temp table editie_herkomst as
select null::varchar as editie, h.*, null::varchar as bestandsnaam, null::varchar as sha256
from herkomst as h
where false;

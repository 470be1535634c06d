-- Every document that a search page showed: its latest hit, and when it was first and last shown.
create or replace temp table treffers as
with treffer as (
    select volgnr, opgehaald_op, unnest(pagina.resultaten).document as d
    from regels
    where soort = 'zoek'
)
select
    regexp_replace(d.id, '_\d+$', '') as document_id,
    max(volgnr) as laatste_volgnr,
    min(opgehaald_op) as eerst_getoond_op,
    max(opgehaald_op) as laatst_getoond_op,
    arg_max(d, volgnr) as laatste,
    wijzigingssleutel(arg_max(d, volgnr)) as sleutel,
    try_cast(arg_max(d.openbaarmakingsdatum, volgnr) as date) as lijstdatum
from treffer
where d.id is not null
group by all

-- Every document that a search page showed: its latest hit, and when it was first and last shown.
-- The last word counts: of two hits the one in the later answer, and in one answer the one in the later place. What a hit
-- does not say, or says in another form, stays as it was last said; so a field that the source drops drops nothing here.
-- Likewise a hit without a moment of mutation keeps the change key of the one before it in the same version.
create or replace temp table treffers as
with getoond as (
    select volgnr, opgehaald_op, unnest(range(len(pagina.resultaten))) as plek, unnest(pagina.resultaten).document as d
    from regels
    where soort = 'zoek'
),
treffer as (
    select
        volgnr,
        opgehaald_op,
        volgnr * 1000000 + plek as orde,
        {
            'id': tekst(d.id),
            'pid': tekst(d.pid),
            'titel': tekst(d.titel),
            'openbaarmakingsdatum': try_cast(left(d.openbaarmakingsdatum, 10) as date),
            'publisher': tekst(d.publisher),
            'aanbieder': tekst(d.aanbieder),
            'mutatiedatumtijd': coalesce(tekst(d.mutatiedatumtijd), '')
        } as d
    from getoond
    where tekst(d.id) <> ''
),
per_versie as (
    select
        regexp_replace(d.id, '_\d+$', '') as document_id,
        d.id as versie_id,
        max(orde) as orde,
        arg_max(wijzigingssleutel(d), orde) filter (where d.mutatiedatumtijd <> '') as sleutel
    from treffer
    group by all
),
sleutel as (
    select document_id, arg_max(coalesce(sleutel, versie_id || '|'), orde) as sleutel
    from per_versie
    group by all
),
per_document as (
    select
        regexp_replace(d.id, '_\d+$', '') as document_id,
        max(volgnr) as laatste_volgnr,
        min(opgehaald_op) as eerst_getoond_op,
        max(opgehaald_op) as laatst_getoond_op,
        {
            'id': arg_max(d.id, orde),
            'pid': arg_max(d.pid, orde),
            'titel': arg_max(d.titel, orde),
            'openbaarmakingsdatum': arg_max(d.openbaarmakingsdatum, orde),
            'publisher': arg_max(d.publisher, orde),
            'aanbieder': arg_max(d.aanbieder, orde),
            'mutatiedatumtijd': arg_max(nullif(d.mutatiedatumtijd, ''), orde)
        } as laatste
    from treffer
    group by all
)
select p.*, s.sleutel, p.laatste.openbaarmakingsdatum as lijstdatum
from per_document as p
inner join sleutel as s using (document_id)

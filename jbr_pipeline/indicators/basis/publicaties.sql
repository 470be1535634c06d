-- Publicaties op open.overheid.nl van hele jaren, per structuur en plaats.
--
-- De organisatie is de verantwoordelijke, anders de publisher. Het Rijk zijn de ministeries; hele_platform telt
-- iedereen. De peildatum is 31 december van het jaar van openbaarmaking.
create or replace temp table publicatie_per as
with gedateerd as (
    select
        *,
        make_date(year(openbaarmakingsdatum), 12, 31) as peildatum,
        coalesce(documentsoort, 'onbekend') as soort_document,
        coalesce(informatiecategorie_code, 'onbekend') as categorie_code,
        coalesce(aanbieder, 'onbekend') as naam_aanbieder
    from publicatie
    where openbaarmakingsdatum is not null
)
select p.structuur, p.in_code as organisatie_code, 'ministerie' as kring, g.* exclude (organisatie_code)
from gedateerd as g
join plaats as p using (organisatie_code)
union all
select 'toen', 'rijk', 'hele_platform', g.* exclude (organisatie_code)
from gedateerd as g;

-- Publicaties op open.overheid.nl, per structuur, plaats en variant.
--
-- De organisatie is de verantwoordelijke, anders de publisher. standaard: documenten van ministeries, zonder bekende
-- bijlagen; bijlagen: de bekende bijlagen daarvan; hele_platform: documenten van iedereen, zonder bekende bijlagen.
-- De peildatum is 31 december van het jaar van openbaarmaking. publicatie_jaar: de dagen waarover een cijfer bestaat.
create or replace temp table publicatie_per as
with gedateerd as (
    select
        make_date(year(openbaarmakingsdatum), 12, 31) as peildatum,
        openbaarmakingsdatum,
        organisatie_code as van_code,
        coalesce(documentsoort, 'onbekend') as documentsoort,
        coalesce(informatiecategorie_code, 'onbekend') as informatiecategorie,
        coalesce(aanbieder, 'onbekend') as aanbieder,
        dubbel_van is not null as is_dubbel,
        is_bijlage,
        (ingetrokken_op at time zone 'Europe/Amsterdam')::date as ingetrokken_dag
    from publicatie
    where openbaarmakingsdatum is not null
)
select
    p.structuur, p.in_code as organisatie_code, if(g.is_bijlage, 'bijlagen', 'standaard') as variant,
    g.* exclude (is_bijlage)
from gedateerd as g
join plaats as p on p.organisatie_code = g.van_code
union all
select 'toen', 'rijk', 'hele_platform', * exclude (is_bijlage)
from gedateerd
where not is_bijlage;

create or replace temp view publicatie_jaar as
select distinct peildatum
from bronstand
where bron = 'publicaties';

-- Documenten in de vijf informatiecategorieën van de eerste tranche, sinds die verplicht zijn, per categorie en maand;
-- nul waar er geen zijn. Variant hele_platform: documenten van iedereen.
with maanden as (
    select
        peildatum,
        unnest(range(
            greatest(date_trunc('year', peildatum), date_trunc('month', getvariable('eerste_tranche_vanaf'))),
            peildatum::timestamp,
            interval 1 month
        ))::date as maand
    from publicatie_jaar
)
select
    p.structuur, p.organisatie_code, p.peildatum, p.variant, p.informatiecategorie,
    strftime(p.openbaarmakingsdatum, '%Y-%m') as maand,
    count(*) as teller
from publicatie_per as p
semi join informatiecategorie as c on c.code = p.informatiecategorie and c.eerste_tranche
where p.variant <> 'bijlagen' and p.openbaarmakingsdatum >= getvariable('eerste_tranche_vanaf')
group by all
union all
select 'toen', 'rijk', m.peildatum, v.variant, c.code, strftime(m.maand, '%Y-%m'), 0
from maanden as m
cross join informatiecategorie as c
cross join (values ('standaard'), ('hele_platform')) as v(variant)
where c.eerste_tranche

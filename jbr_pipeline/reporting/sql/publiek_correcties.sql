-- Correcties op vastgestelde edities, in de indeling van de dag zelf; elk verschil een keer.
select
    c.indicator_code,
    c.editie,
    c.variant,
    c.jaar,
    c.peildatum,
    c.organisatie_code,
    coalesce(o.naam, if(c.organisatie_code = 'rijk', 'Rijk', c.organisatie_code)) as organisatie,
    c.uitsplitsing,
    c.categorie,
    coalesce(n.naam, c.categorie) as categorie_naam,
    c.structuur,
    c.oude_waarde,
    c.nieuwe_waarde,
    c.reden,
    c.gevonden_op
from correctie as c
left join benaming as n on n.kolom = 'categorie' and n.uitsplitsing = c.uitsplitsing and n.code = c.categorie
left join organisatie as o
    on
        o.organisatie_code = c.organisatie_code
        and c.peildatum between o.geldig_vanaf and coalesce(o.geldig_tot, date '9999-12-31')
where c.structuur = 'toen'
order by
    c.indicator_code,
    c.gevonden_op desc,
    c.organisatie_code <> 'rijk',
    c.uitsplitsing <> 'totaal',
    c.editie,
    c.jaar,
    c.organisatie_code,
    c.variant,
    c.peildatum,
    c.uitsplitsing,
    n.volgorde,
    c.categorie;

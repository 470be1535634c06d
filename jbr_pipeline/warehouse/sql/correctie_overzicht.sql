-- Wat er na een editie is veranderd, in woorden: een rij per cijfer, met de ministeries zoals de editie ze afdrukte
-- (structuur toen). Dezelfde correcties in de indeling van nu staan in correctie. Een correctie op een teller of noemer
-- zonder ander cijfer heeft een verschil van nul.
create view correctie_overzicht as
select
    c.editie,
    c.gevonden_op,
    c.indicator_code,
    coalesce(i.naam, c.indicator_code) as indicator,
    c.jaar,
    c.peildatum,
    c.organisatie_code,
    case when c.organisatie_code = 'rijk' then 'Rijk' else coalesce(o.naam, c.organisatie_code) end as organisatie,
    c.variant,
    c.uitsplitsing,
    c.categorie,
    coalesce(n.naam, c.categorie) as categorie_naam,
    i.eenheid,
    i.decimalen,
    c.oude_waarde,
    c.nieuwe_waarde,
    c.nieuwe_waarde - c.oude_waarde as verschil,
    c.reden,
    (
        select list(coalesce(a.bestandsnaam, g.aanlevering_id) order by a.bestandsnaam, g.aanlevering_id)
        from unnest(c.aanlevering_ids) as g(aanlevering_id)
        left join aanlevering as a using (aanlevering_id)
    ) as bestanden
from correctie as c
left join indicator as i using (indicator_code)
left join benaming as n on n.kolom = 'categorie' and n.uitsplitsing = c.uitsplitsing and n.code = c.categorie
left join organisatie as o
    on
        o.organisatie_code = c.organisatie_code
        and c.peildatum between o.geldig_vanaf and coalesce(o.geldig_tot, date '9999-12-31')
where c.structuur = 'toen'
order by c.gevonden_op, c.editie, c.indicator_code, c.jaar, c.organisatie_code, c.uitsplitsing, c.categorie, c.variant;

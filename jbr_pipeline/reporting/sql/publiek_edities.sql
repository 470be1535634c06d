-- Wat in vastgestelde edities over het Rijk staat, naast wat er nu van wordt gezegd.
select
    e.indicator_code,
    e.editie,
    e.variant,
    e.jaar,
    e.peildatum,
    e.organisatie_code,
    e.uitsplitsing,
    e.categorie,
    n.naam as categorie_naam,
    e.waarde,
    e.onderdrukt,
    r.waarde as waarde_nu,
    r.onderdrukt as onderdrukt_nu,
    r.status as status_nu
from indicator_waarde as e
join indicator as i using (indicator_code)
join reeks as r
    on
        r.indicator_code = e.indicator_code
        and r.variant = e.variant
        and r.jaar = e.jaar
        and r.peildatum = e.peildatum
        and r.organisatie_code = e.organisatie_code
        and r.uitsplitsing = e.uitsplitsing
        and r.categorie = e.categorie
join benaming as n on n.kolom = 'categorie' and n.uitsplitsing = e.uitsplitsing and n.code = e.categorie
where
    e.editie <> 'lopend'
    and e.structuur = 'nu'
    and e.organisatie_code = 'rijk'
    and e.variant = 'standaard'
    and e.uitsplitsing = i.uitsplitsingen[1]
order by e.indicator_code, e.jaar, n.volgorde, e.categorie, e.editie;

-- Wat in vastgestelde edities over het Rijk staat, van elk jaar de laatste peildatum, naast wat er nu van wordt gezegd.
select
    e.indicator_code,
    e.editie,
    e.variant,
    e.jaar,
    e.peildatum,
    e.organisatie_code,
    e.uitsplitsing,
    e.categorie,
    coalesce(n.naam, e.categorie) as categorie_naam,
    e.waarde,
    e.onderdrukt,
    r.waarde as waarde_nu,
    coalesce(r.onderdrukt, false) as onderdrukt_nu,
    coalesce(r.status, 'niet meer berekend') as status_nu
from indicator_waarde as e
join indicator as i using (indicator_code)
left join reeks as r
    on
        r.indicator_code = e.indicator_code
        and r.variant = e.variant
        and r.jaar = e.jaar
        and r.peildatum = e.peildatum
        and r.organisatie_code = e.organisatie_code
        and r.uitsplitsing = e.uitsplitsing
        and r.categorie = e.categorie
left join benaming as n on n.kolom = 'categorie' and n.uitsplitsing = e.uitsplitsing and n.code = e.categorie
where
    e.editie <> 'lopend'
    and e.structuur = 'nu'
    and e.organisatie_code = 'rijk'
    and e.variant = 'standaard'
    and e.uitsplitsing = i.uitsplitsingen[1]
qualify e.peildatum = max(e.peildatum) over (partition by e.indicator_code, e.jaar, e.editie)
order by e.indicator_code, e.jaar, n.volgorde, e.categorie, e.editie;

-- Wat in de werkmap staat: van elk cijfer de totalen van het Rijk en de ministeries, en de uitsplitsingen van het Rijk,
-- per jaar in de indeling van nu.
select
    r.indicator_code,
    r.uitsplitsing,
    coalesce(u.naam, r.uitsplitsing) as uitsplitsing_naam,
    coalesce(v.naam, r.variant) as variant,
    r.organisatie,
    r.categorie_naam,
    r.jaar,
    r.peildatum,
    r.waarde,
    r.onderdrukt,
    r.volledig,
    r.status
from reeks as r
join indicator as i using (indicator_code)
left join benaming as u on u.kolom = 'uitsplitsing' and u.code = r.uitsplitsing
left join benaming as v on v.kolom = 'variant' and v.code = r.variant
where r.uitsplitsing = 'totaal' or r.organisatie_code = 'rijk'
order by
    i.rowid, r.uitsplitsing <> 'totaal', u.volgorde, r.uitsplitsing, v.volgorde, r.variant,
    r.organisatie_code <> 'rijk', r.organisatie, r.organisatie_code, r.categorie_volgorde, r.categorie, r.jaar;

-- De rijen die op de pagina's staan: van het Rijk alle, van ministeries de eerste uitsplitsing van de gewone variant.
select r.*
from reeks as r
join indicator as i using (indicator_code)
where
    r.organisatie_code = 'rijk'
    or r.variant = 'standaard' and r.uitsplitsing = i.uitsplitsingen[1]
order by
    r.indicator_code, r.variant, r.uitsplitsing, r.categorie_volgorde, r.categorie, r.organisatie_code, r.jaar;

-- Inkoop bij het midden- en kleinbedrijf als deel van alle inkoop.
select
    structuur, organisatie_code, peildatum,
    coalesce(sum(waarde) filter (kenmerk = 'inkoop_mkb_euro'), 0) as teller,
    coalesce(sum(waarde) filter (kenmerk = 'inkoop_euro'), 0) as noemer
from organisatiekenmerk
where kenmerk in ('inkoop_mkb_euro', 'inkoop_euro')
group by all

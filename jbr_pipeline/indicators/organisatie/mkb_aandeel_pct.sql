-- Inkoop bij het midden- en kleinbedrijf als deel van alle inkoop. Alleen ministeries die beide opgeven.
select t.structuur, t.organisatie_code, t.peildatum, sum(t.waarde) as teller, sum(n.waarde) as noemer
from organisatiekenmerk as t
join organisatiekenmerk as n using (structuur, organisatie_code, ministerie_code, peildatum)
where t.kenmerk = 'inkoop_mkb_euro' and n.kenmerk = 'inkoop_euro'
group by all

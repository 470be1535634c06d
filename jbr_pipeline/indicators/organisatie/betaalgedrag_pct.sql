-- Facturen die binnen dertig dagen zijn betaald, als deel van alle facturen. Alleen ministeries die beide opgeven.
select t.structuur, t.organisatie_code, t.peildatum, sum(t.waarde) as teller, sum(n.waarde) as noemer
from organisatiekenmerk as t
join organisatiekenmerk as n using (structuur, organisatie_code, ministerie_code, peildatum)
where t.kenmerk = 'facturen_binnen_30_dagen' and n.kenmerk = 'facturen_aantal'
group by all

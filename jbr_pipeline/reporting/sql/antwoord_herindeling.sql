-- Ministeries die in de gevraagde jaren zijn opgegaan in een ander, en waar hun cijfers nu bij tellen.
select
    o.naam || ' (' || o.afkorting || ')' as ministerie,
    o.geldig_tot,
    max_by(n.naam || ' (' || n.afkorting || ')', n.geldig_vanaf) as nu
from organisatie as o
join organisatie as n on n.organisatie_code = o.opvolger_code
where
    o.opvolger_code <> o.organisatie_code
    and o.organisatie_code like 'mnre%'
    and year(o.geldig_vanaf) <= list_max($jaren)
    and year(o.geldig_tot) >= list_min($jaren)
group by o.naam, o.afkorting, o.geldig_tot
order by all;

-- Facturen die binnen dertig dagen zijn betaald, als deel van alle facturen.
select
    structuur, organisatie_code, peildatum,
    coalesce(sum(waarde) filter (kenmerk = 'facturen_binnen_30_dagen'), 0) as teller,
    coalesce(sum(waarde) filter (kenmerk = 'facturen_aantal'), 0) as noemer
from organisatiekenmerk
where kenmerk in ('facturen_binnen_30_dagen', 'facturen_aantal')
group by all

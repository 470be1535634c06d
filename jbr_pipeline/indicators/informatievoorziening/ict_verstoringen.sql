-- Ict-verstoringen in het jaar, naar ernst.
select
    structuur, organisatie_code, peildatum, ernst,
    count(*) as teller
from gebeurtenis_per
where gebeurtenis = 'ict-verstoring'
group by all

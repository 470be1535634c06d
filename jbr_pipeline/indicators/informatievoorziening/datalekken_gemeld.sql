-- Datalekken die in het jaar zijn gemeld.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from gebeurtenis_per
where gebeurtenis = 'datalek gemeld'
group by all

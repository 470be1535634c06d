-- Grote ict-activiteiten.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from gebeurtenis_per
where gebeurtenis = 'grote ict-activiteit'
group by all

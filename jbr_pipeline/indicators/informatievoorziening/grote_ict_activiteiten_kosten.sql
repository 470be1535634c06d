-- Kosten van grote ict-activiteiten, in duizend euro.
select
    structuur, organisatie_code, peildatum,
    coalesce(sum(kosten_duizend_euro), 0) as teller
from gebeurtenis_per
where gebeurtenis = 'grote ict-activiteit'
group by all

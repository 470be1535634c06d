-- Documenten waarvan in het jaar is vastgesteld dat ze van open.overheid.nl zijn verdwenen.
select
    structuur, organisatie_code,
    make_date(year(ingetrokken_op::date), 12, 31) as peildatum,
    count(*) as teller
from publicatie_per
where kring = 'ministerie' and ingetrokken_op is not null
group by all

-- Documenten waarvan in het jaar is vastgesteld dat ze van open.overheid.nl zijn verdwenen. Bekende bijlagen blijven
-- erbuiten. Variant hele_platform: documenten van iedereen.
select
    structuur, organisatie_code, make_date(year(ingetrokken_dag), 12, 31) as peildatum, variant,
    count(*) as teller
from publicatie_per
where variant <> 'bijlagen' and ingetrokken_dag is not null
group by all

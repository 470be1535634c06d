-- Verdeling van de medewerkers over contractsoorten.
select
    structuur, organisatie_code, peildatum, geslacht, contractsoort,
    sum(aantal) as teller
from medewerkers
group by all

-- Verdeling van de medewerkers over contractsoorten.
select
    structuur, organisatie_code, peildatum, geslacht, contractsoort,
    count(*) as teller
from persoon
group by all

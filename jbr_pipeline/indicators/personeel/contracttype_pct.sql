-- Verdeling van de medewerkers over contractsoorten.
select
    structuur, organisatie_code, peildatum, geslacht, contractsoort,
    count(*) as teller,
    count(*) as personen
from persoon
group by all

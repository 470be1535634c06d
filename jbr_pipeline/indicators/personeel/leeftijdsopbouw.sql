-- Verdeling van de medewerkers over leeftijdsklassen.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse,
    sum(aantal) as teller
from medewerkers
group by all

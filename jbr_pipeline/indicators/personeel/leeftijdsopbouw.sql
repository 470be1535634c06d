-- Verdeling van de medewerkers over leeftijdsklassen.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse,
    count(*) as teller
from persoon
group by all

-- Verdeling van de medewerkers over leeftijdsklassen.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse,
    count(*) as teller,
    count(*) as personen
from persoon
group by all

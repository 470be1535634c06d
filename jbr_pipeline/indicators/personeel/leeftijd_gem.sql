-- Gemiddelde leeftijd van de medewerkers: jaar van de peildatum min geboortejaar, per persoon.
select
    structuur, organisatie_code, peildatum, geslacht,
    sum(leeftijd) as teller,
    count(*) as noemer,
    count(*) as personen
from persoon
group by all

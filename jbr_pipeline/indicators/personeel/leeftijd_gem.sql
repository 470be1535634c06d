-- Gemiddelde leeftijd van de medewerkers: jaar van de peildatum min geboortejaar, per persoon.
select
    structuur, organisatie_code, peildatum, geslacht,
    sum(leeftijden) as teller,
    sum(aantal) as noemer,
    sum(aantal) as personen
from medewerkers
group by all

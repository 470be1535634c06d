-- Aandeel vrouwen onder de medewerkers.
select
    structuur, organisatie_code, peildatum, leeftijdsklasse, schaalgroep,
    count(*) filter (geslacht = 'V') as teller,
    count(*) as noemer,
    count(*) filter (geslacht = 'V') as personen
from persoon
group by all

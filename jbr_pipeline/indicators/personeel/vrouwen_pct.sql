-- Aandeel vrouwen onder de medewerkers.
select
    structuur, organisatie_code, peildatum, leeftijdsklasse, schaalgroep,
    count(*) filter (geslacht = 'V') as teller,
    count(*) as noemer
from persoon
group by all

-- Uitstroom als deel van het aantal medewerkers een jaar eerder.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype,
    count(*) as teller,
    0 as noemer
from uitstromers
group by all
union all
select structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype, 0, sum(aantal)
from stroom_vorig
group by all

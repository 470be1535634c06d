-- Instroom als deel van het aantal medewerkers een jaar eerder.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype,
    count(*) as teller,
    0 as noemer,
    count(*) as personen
from instromers
group by all
union all
select structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype, 0, count(*), 0
from stroom_vorig
group by all

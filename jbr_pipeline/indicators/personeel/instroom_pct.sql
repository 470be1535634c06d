-- Instroom als deel van het aantal medewerkers een jaar eerder.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype,
    count(*) as teller,
    0 as noemer,
    count(*) as personen,
    0 as personen_noemer
from instromers
group by all
union all
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype,
    0,
    sum(aantal),
    0,
    sum(aantal)
from stroom_vorig
group by all

-- Instroom: personen die op de peildatum in dienst zijn en een jaar eerder niet.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype,
    count(*) as teller,
    count(*) as personen
from instromers
group by all

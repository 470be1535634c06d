-- Uitstroom: personen die een jaar eerder in dienst waren en op de peildatum niet meer; kenmerken van toen.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype,
    count(*) as teller,
    count(*) as personen
from uitstromers
group by all

-- Aantal medewerkers: verschillende personen met een dienstverband op de peildatum.
select
    structuur, organisatie_code, peildatum,
    organisatietype, geslacht, leeftijdsklasse, schaalgroep, functiefamilie,
    count(*) as teller,
    count(*) as personen
from persoon
group by all

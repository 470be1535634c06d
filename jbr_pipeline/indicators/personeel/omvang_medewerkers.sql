-- Aantal medewerkers: verschillende personen met een dienstverband op de peildatum.
select
    structuur, organisatie_code, peildatum,
    organisatietype, geslacht, leeftijdsklasse, schaalgroep, functiefamilie,
    sum(aantal) as teller,
    sum(aantal) as personen
from medewerkers
group by all

-- CO2-uitstoot van woon-werkverkeer en dienstreizen, per vervoermiddel.
select
    structuur, organisatie_code, peildatum, thema as vervoermiddel,
    sum(co2_kg) as teller,
    sum(co2_kg::decimal(32, 2) * geschat_pct) as geschat,
    sum(co2_kg::decimal(32, 2)) as geschat_van
from activiteit
where thema in ('vliegreizen', 'woonwerk_auto', 'dienstreis_auto', 'dienstauto', 'openbaar_vervoer')
group by all

-- Apparaatsuitgaven: alle kostensoorten samen; voor het Rijk zonder wat aan een ander deel van het Rijk is betaald.
select
    structuur, organisatie_code, peildatum, onderdeel, kostensoort, soort_uitgave,
    sum(bedrag_eur) as teller
from uitgave
group by all

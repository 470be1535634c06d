-- Woo-verzoeken die in het jaar zijn ontvangen.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from woo_verzoek
where year(ontvangstdatum) = year(peildatum)
group by all

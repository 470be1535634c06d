-- Verzoeken waarop in het jaar is besloten en waarbij beroep is ingesteld.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from woo_verzoek
where is_besloten_in_jaar and beroep
group by all

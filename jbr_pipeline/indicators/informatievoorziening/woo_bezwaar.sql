-- Verzoeken waarop in het jaar is besloten en waarbij bezwaar is gemaakt.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from woo_verzoek
where is_besloten_in_jaar and bezwaar
group by all

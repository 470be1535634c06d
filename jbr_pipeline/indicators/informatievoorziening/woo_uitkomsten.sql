-- Verzoeken waarop in het jaar is besloten, naar uitkomst.
select
    structuur, organisatie_code, peildatum, uitkomst,
    count(*) as teller
from woo_verzoek
where is_besloten_in_jaar
group by all

-- Ingebrekestellingen in het jaar wegens niet tijdig beslissen.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from woo_verzoek
where year(ingebrekestelling_datum) = year(peildatum)
group by all

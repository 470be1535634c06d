-- Gemiddeld aantal kalenderdagen van ontvangst tot besluit, van de verzoeken waarop in het jaar is besloten.
select
    structuur, organisatie_code, peildatum,
    sum(doorlooptijd_dagen) as teller,
    count(*) as noemer
from woo_verzoek
where is_besloten_in_jaar and not is_zonder_besluit
group by all

-- Mediaan van het aantal kalenderdagen van ontvangst tot besluit, van de verzoeken waarop in het jaar is besloten.
select structuur, organisatie_code, peildatum, doorlooptijd_dagen as teller
from woo_verzoek
where is_besloten_in_jaar and not is_zonder_besluit

-- Verwerkingen van persoonsgegevens die in het jaar zijn geregistreerd.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from gebeurtenis_per
where gebeurtenis = 'verwerking geregistreerd'
group by all

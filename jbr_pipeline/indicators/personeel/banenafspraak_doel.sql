-- Doel van de banenafspraak aan het eind van het kwartaal: een stand, opgeteld over soorten en nooit over kwartalen.
select
    structuur, organisatie_code, peildatum, variant, soort,
    sum(doel_banen) as teller
from banen
group by all

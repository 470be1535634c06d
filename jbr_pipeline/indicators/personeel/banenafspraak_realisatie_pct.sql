-- Banen van de banenafspraak als deel van het doel van hetzelfde kwartaal.
select
    structuur, organisatie_code, peildatum, variant, soort,
    sum(verloonde_uren) as teller,
    sum(doel_banen) * getvariable('banenafspraak_uren_per_kwartaal') as noemer,
    sum(personen) as personen
from banen
group by all

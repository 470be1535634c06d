-- Banen van de banenafspraak: verloonde uren van het kwartaal gedeeld door 25,5 uur maal dertien weken.
-- De varianten zijn die van basis/banenafspraak.sql.
select
    structuur, organisatie_code, peildatum, variant, soort,
    sum(verloonde_uren) as teller,
    sum(personen) as personen
from banen
group by all

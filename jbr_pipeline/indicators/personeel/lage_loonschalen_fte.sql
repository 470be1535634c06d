-- Omvang van het personeel in de lage loonschalen, in fte.
select
    structuur, organisatie_code, peildatum,
    sum(uren) as teller,
    sum(personen) as personen,
    persoon
from dienstverbanden
where is_lage_schaal
group by all

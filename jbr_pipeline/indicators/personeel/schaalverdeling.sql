-- Verdeling van het personeel over schaalgroepen van de functieschaal, in fte. Variant personen: in medewerkers.
select
    structuur, organisatie_code, peildatum, 'standaard' as variant, geslacht, schaalgroep,
    sum(uren_per_week) as teller,
    count(*) filter (is_enkel) as personen,
    if(is_enkel, null, pseudo_id) as persoon
from dienstverband
group by all
union all
select structuur, organisatie_code, peildatum, 'personen', geslacht, schaalgroep, count(*), count(*), null
from persoon
group by all

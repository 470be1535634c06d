-- Verdeling van het personeel over schaalgroepen van de functieschaal, in fte. Variant personen: in medewerkers.
select
    structuur, organisatie_code, peildatum, 'standaard' as variant, geslacht, schaalgroep,
    sum(uren) as teller,
    sum(personen) as personen,
    persoon
from dienstverbanden
group by all
union all
select structuur, organisatie_code, peildatum, 'personen', geslacht, schaalgroep, sum(aantal), sum(aantal), null
from medewerkers
group by all

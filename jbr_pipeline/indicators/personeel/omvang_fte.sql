-- Omvang van het personeel in fte: de som van de contractuele uren per week, gedeeld door 36.
-- Variant gemaximeerd: per persoon hoogstens een volledige werkweek.
select
    structuur, organisatie_code, peildatum, 'standaard' as variant,
    organisatietype, geslacht, leeftijdsklasse, schaalgroep, functiefamilie,
    sum(uren) as teller,
    sum(personen) as personen,
    persoon
from dienstverbanden
group by all
union all
select
    structuur, organisatie_code, peildatum, 'gemaximeerd',
    organisatietype, geslacht, leeftijdsklasse, schaalgroep, functiefamilie,
    sum(uren_gemaximeerd),
    sum(aantal),
    null
from medewerkers
group by all

-- Omvang van het personeel in fte: de som van de contractuele uren per week, gedeeld door 36.
-- Variant gemaximeerd: per persoon hoogstens een volledige werkweek.
select
    structuur, organisatie_code, peildatum, 'standaard' as variant,
    organisatietype, geslacht, leeftijdsklasse, schaalgroep, functiefamilie,
    sum(uren_per_week) as teller,
    count(*) filter (is_enkel) as personen,
    if(is_enkel, null, pseudo_id) as persoon
from dienstverband
group by all
union all
select
    structuur, organisatie_code, peildatum, 'gemaximeerd',
    organisatietype, geslacht, leeftijdsklasse, schaalgroep, functiefamilie,
    sum(least(uren_persoon, getvariable('volledige_werkweek_uren'))),
    count(*),
    null
from persoon
group by all

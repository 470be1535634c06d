-- Regels die in quarantaine horen, als tekst: in een combinatie die verder niet voorkomt, dus buiten elk cijfer.
insert into duurzaamheid_tekst by name
with gekozen as (
    select *, row_number() over (order by hash(getvariable('zaad'), bestand), volgnr) as nummer
    from duurzaamheid_tekst
    where thema = 'warmte' and kenmerk = 'overig' and eenheid = 'GJ'
)
select
    * exclude (nummer) replace (
        volgnr + 0.5 as volgnr,
        case nummer % 8 when 1 then 'elektra' else thema end as thema,
        case nummer % 8 when 2 then 'datacenter' else kenmerk end as kenmerk,
        case nummer % 8 when 4 then 'n.b.' when 5 then '1234.567' else hoeveelheid end as hoeveelheid,
        case nummer % 8 when 0 then 'GJ' when 3 then 'kg' when 7 then 'MWh' else 'kWh' end as eenheid,
        case nummer % 8 when 6 then null when 2 then '0,0264' else emissiefactor_kg end as emissiefactor_kg,
        case nummer % 8 when 5 then '104,0' else geschat_pct end as geschat_pct
    )
from gekozen
where nummer <= 24;

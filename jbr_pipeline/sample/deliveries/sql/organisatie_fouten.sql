-- Regels die in quarantaine horen, als tekst: met een kenmerk dat niet bestaat, of een exacte herhaling.
insert into organisatie_tekst by name
with gekozen as (
    select *, row_number() over (order by hash(getvariable('zaad'), bestand), volgnr) as nummer
    from organisatie_tekst
    where kenmerk = 'zbo_aantal'
)
select
    * exclude (nummer) replace (
        volgnr + 0.5 as volgnr,
        case nummer % 4 when 0 then kenmerk else ['parkeerplaatsen', 'flexplekken', 'zbo'] [nummer % 4] end as kenmerk,
        case nummer % 4 when 2 then 'onbekend' when 3 then '-4,00' else waarde end as waarde
    )
from gekozen
where nummer <= 12;

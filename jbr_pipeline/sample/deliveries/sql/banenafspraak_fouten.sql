-- Regels die in quarantaine horen, als tekst: van een kwartaal of soort die niet bestaat, dus buiten elk cijfer.
insert into banenafspraak_tekst by name
with gekozen as (
    select *, row_number() over (order by hash(getvariable('zaad'), bestand), volgnr) as nummer
    from banenafspraak_tekst
    where right(kwartaal, 2) = 'K2' and soort = 'eigen dienst'
)
select
    * exclude (nummer) replace (
        volgnr + 0.5 as volgnr,
        case nummer % 6
            when 1 then '2019-K2'
            when 2 then left(kwartaal, 4) || '-K5'
            when 3 then left(kwartaal, 4) || 'K2'
            else kwartaal
        end as kwartaal,
        case nummer % 6 when 4 then 'quotum' when 5 then 'eigen personeel' else soort end as soort,
        case nummer % 6 when 4 then 'p.m.' else verloonde_uren end as verloonde_uren,
        case nummer % 6 when 5 then '12.5' else doel_banen end as doel_banen
    )
from gekozen
where nummer <= 12;

-- Regels die in quarantaine horen, als tekst: met een eigen zaaknummer, dus buiten elk cijfer.
insert into woo_verzoeken_tekst by name
with gekozen as (
    select *, row_number() over (order by bestand, volgnr) as nummer
    from woo_verzoeken_tekst
    where besluitdatum is not null and hash(getvariable('zaad'), zaaknummer, bestand) % 500 = 0
),
uniek as (
    select
        * exclude (nummer) replace (
            case nummer % 7 when 0 then zaaknummer else 'WOO-FOUT-' || lpad(nummer::varchar, 3, '0') end as zaaknummer,
            volgnr + 0.5 as volgnr
        ),
        nummer % 7 as fout
    from gekozen
)
select
    * exclude (fout) replace (
        case fout when 1 then '01-01-2020' else besluitdatum end as besluitdatum,
        case fout when 2 then null when 3 then 'gedeeltelijk' else uitkomst end as uitkomst,
        case fout when 4 then '3-1-24' else ontvangstdatum end as ontvangstdatum,
        case fout when 5 then 'onbekend' else bezwaar end as bezwaar
    )
from uniek
union all
select * exclude (fout) replace (volgnr + 0.1 as volgnr, 'buiten behandeling' as uitkomst)
from uniek
where fout = 6;

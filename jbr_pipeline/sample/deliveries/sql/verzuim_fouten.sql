-- Regels die in quarantaine horen, als tekst: van een onderdeel dat verder niet voorkomt, dus buiten elk cijfer.
insert into verzuim_tekst by name
with gekozen as (
    select *, row_number() over (order by bestand, volgnr) as nummer
    from verzuim_tekst
    where onderdeel_code is not null and hash(getvariable('zaad'), bestand, volgnr) % 1200 = 0
),
uniek as (
    select
        * exclude (nummer) replace (
            case nummer % 9 when 0 then onderdeel_code else (9000 + nummer)::varchar end as onderdeel_code,
            volgnr + 0.5 as volgnr
        ),
        nummer % 9 as fout
    from gekozen
)
select
    * exclude (fout) replace (
        case fout when 1 then '2019-01' when 2 then 'jan ' || left(maand, 4) else maand end as maand,
        case fout when 3 then '55-60' else leeftijdsklasse end as leeftijdsklasse,
        case fout when 4 then '20+' else schaalgroep end as schaalgroep,
        case fout when 5 then 'n.v.t.' else medewerkers end as medewerkers,
        case fout when 6 then '0,00' else beschikbare_dagen end as beschikbare_dagen,
        case fout when 6 then '31,00' when 7 then '12.5' else ziektedagen end as ziektedagen
    )
from uniek
union all
select * exclude (fout) replace (volgnr + 0.1 as volgnr, '99' as meldingen)
from uniek
where fout = 8;

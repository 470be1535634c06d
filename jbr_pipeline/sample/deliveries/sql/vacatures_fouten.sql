-- Regels die in quarantaine horen, als tekst: met een eigen nummer, dus buiten elk cijfer.
insert into vacatures_tekst by name
with gekozen as (
    select *, row_number() over (order by bestand, volgnr) as nummer
    from vacatures_tekst
    where vervuld_datum is not null and hash(getvariable('zaad'), vacature_id, bestand) % 1500 = 0
),
uniek as (
    select
        * exclude (nummer) replace (
            case nummer % 8
                when 0 then vacature_id
                else 'VAC-FOUT-' || lpad(nummer::varchar, 4, '0')
            end as vacature_id,
            volgnr + 0.5 as volgnr
        ),
        nummer % 8 as fout
    from gekozen
)
select
    * exclude (fout) replace (
        case fout when 1 then 'website' else kanaal end as kanaal,
        case fout when 2 then '2023-05-01' else open_datum end as open_datum,
        case fout when 3 then '01-01-2015' else vervuld_datum end as vervuld_datum,
        case fout when 4 then '20' else functieschaal end as functieschaal,
        case fout when 5 then '0,00' when 6 then '1.0' else fte end as fte
    )
from uniek
union all
select * exclude (fout) replace (volgnr + 0.1 as volgnr, case fte when '1,00' then '0,50' else '1,00' end as fte)
from uniek
where fout = 7;

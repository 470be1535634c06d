-- Regels die in quarantaine horen, als tekst: met een eigen pseudoniem, dus buiten elk cijfer.
insert into stages_trainees_tekst by name
with gekozen as (
    select *, row_number() over (order by bestand, volgnr) as nummer
    from stages_trainees_tekst
    where hash(getvariable('zaad'), pseudo_id, bestand, startdatum) % 500 = 0
),
uniek as (
    select
        * exclude (nummer) replace (
            case nummer % 8
                when 0 then pseudo_id
                when 1 then 'P-' || lpad(nummer::varchar, 6, '0')
                else md5(getvariable('zaad') || '-stagefout-' || nummer)
            end as pseudo_id,
            volgnr + 0.5 as volgnr
        ),
        nummer % 8 as fout
    from gekozen
)
select
    * exclude (fout) replace (
        case fout when 2 then 'werkstudent' else rol end as rol,
        case fout when 3 then '01-02-2019' when 4 then '31-04-2023' when 5 then null else startdatum end as startdatum,
        case fout when 6 then '01-01-2020' else einddatum end as einddatum
    )
from uniek
union all
-- Twee regels met dezelfde sleutel en een andere rol: geen van beide is te vertrouwen.
select
    * exclude (fout) replace (
        volgnr + 0.1 as volgnr, case rol when 'trainee' then 'stagiair' else 'trainee' end as rol
    )
from uniek
where fout = 7;

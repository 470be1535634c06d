-- Regels die in quarantaine horen, als tekst: met een eigen kenmerk, dus buiten elk cijfer.
insert into privacy_ict_tekst by name
with gekozen as (
    select *, row_number() over (order by bestand, volgnr) as nummer
    from privacy_ict_tekst
    where hash(getvariable('zaad'), kenmerk) % 600 = 0
),
uniek as (
    select
        * exclude (nummer) replace (
            case nummer % 8
                when 0 then kenmerk
                when 1 then null
                else 'FOUT-' || lpad(nummer::varchar, 4, '0')
            end as kenmerk,
            volgnr + 0.5 as volgnr
        ),
        nummer % 8 as fout
    from gekozen
)
select
    * exclude (fout) replace (
        case fout when 2 then 'hack' else gebeurtenis end as gebeurtenis,
        case fout when 3 then '15-06-2020' when 4 then '2023/06/15' else datum end as datum,
        case fout when 5 then 'ca. 500' else kosten_duizend_euro end as kosten_duizend_euro,
        case fout when 6 then 'ernstig' else ernst end as ernst
    )
from uniek
union all
select * exclude (fout) replace (volgnr + 0.1 as volgnr, case ernst when 'hoog' then 'laag' else 'hoog' end as ernst)
from uniek
where fout = 7;

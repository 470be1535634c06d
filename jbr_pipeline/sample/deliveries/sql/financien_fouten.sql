-- Regels die in quarantaine horen, als tekst: op een artikel dat verder niet voorkomt, dus buiten elk cijfer.
insert into financien_tekst by name
with gekozen as (
    select *, row_number() over (order by hash(getvariable('zaad'), bestand), volgnr) as nummer
    from financien_tekst
    where kostensoort = 'materieel_overig' and artikel = '95' and consolidatie = 'nee'
),
uniek as (
    select
        * exclude (nummer) replace (
            case nummer % 6 when 0 then artikel else '99' end as artikel,
            volgnr + 0.5 as volgnr
        ),
        nummer % 6 as fout
    from gekozen
    where nummer <= 8
)
select
    * exclude (fout) replace (
        case fout when 1 then 'lasten' else stelsel end as stelsel,
        case fout when 2 then 'n.n.b.' when 3 then '1234.56' else bedrag end as bedrag,
        case fout when 4 then 'inhuur_overig' else kostensoort end as kostensoort
    )
from uniek
union all
select * exclude (fout) replace (volgnr + 0.1 as volgnr, '0,00' as bedrag)
from uniek
where fout = 5;

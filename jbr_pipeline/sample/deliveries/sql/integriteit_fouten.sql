-- Regels die in quarantaine horen, als tekst: met een afdoening die verder niet voorkomt, dus buiten elk cijfer.
insert into integriteit_tekst by name
with gekozen as (
    select *, row_number() over (order by hash(getvariable('zaad'), bestand), volgnr) as nummer
    from integriteit_tekst
    where afdoening = 'disciplinaire straf' and categorie = 'ongewenste omgangsvormen'
),
uniek as (
    select
        * exclude (nummer) replace (
            case nummer % 6 when 0 then afdoening else 'nog in behandeling' end as afdoening,
            volgnr + 0.5 as volgnr
        ),
        nummer % 6 as fout
    from gekozen
    where nummer <= 18
)
select
    * exclude (fout) replace (
        case fout when 1 then 'pesten' else categorie end as categorie,
        case fout when 2 then 'afgerond' else fase end as fase,
        case fout when 3 then '<5' when 4 then '-1' else aantal end as aantal
    )
from uniek
union all
select * exclude (fout) replace (volgnr + 0.1 as volgnr, '77' as aantal)
from uniek
where fout = 5;

-- Een lege afdoening is hetzelfde als `onbekend`: samen hebben deze twee regels dezelfde sleutel.
insert into integriteit_tekst by name
select regel.* replace (regel.volgnr + nieuw.plek as volgnr, nieuw.afdoening as afdoening, nieuw.aantal as aantal)
from integriteit_tekst as regel,
    (values (0.3, null, '3'), (0.4, 'onbekend', '4')) as nieuw (plek, afdoening, aantal)
where
    regel.bestand = 'mnre1025_20241231_v1'
    and regel.categorie = 'ongewenste omgangsvormen'
    and regel.fase = 'vastgesteld'
    and regel.afdoening = 'geen maatregel';

-- Wie in het jaar aan een stage of traineeship begint; een op de twintig begint er aan twee.
--
-- Van elke soort fout zijn er een op de tweeduizend regels.
create or replace temp table stages_trainees as
with persoon as (
    select
        year(getvariable('peildatum')) * 100000 + r as persoon,
        if(r % 4 = 0, 'trainee', 'stagiair') as rol_nu,
        na(make_date(year(getvariable('peildatum')), 1, 1), 240 * loting(persoon, 'start')) as begin,
        if(r % 20 < 1, 2, 1) as keren
    from unnest(range(5700)) as r (r)
),
start as (
    select
        p.* replace (na(begin, 110 * keer) as begin),
        persoon * 2 + keer as nr,
        floor(2000 * loting(persoon * 2 + keer, 'fout'))::integer as fout
    from persoon as p, unnest(range(keren)) as k (keer)
),
regel as (
    select
        ministerie_op(getvariable('peildatum'), o.ministerie, o.ministerie_na) as organisatie_code,
        nr,
        case
            when fout = 1 then upper(left(md5(persoon::varchar), 16))
            when fout <> 2 then left(md5(persoon::varchar), 16)
        end as pseudo_id,
        if(fout = 3, 'werkstudent', rol_nu) as rol,
        case
            when fout = 4 then '@stage'
            when loting(nr, 'leeg') < 0.03 then null
            when rol_nu = 'trainee'
                then ['Rijkstraineeprogramma', 'I-traineeship', 'Financial Traineeship'] [1 + nr % 3]
            else ['wo-stage', 'hbo-stage', 'mbo-stage'] [1 + nr % 3]
        end as programma,
        case
            when fout = 5 then begin::varchar
            when fout = 6 then als_dag(begin - 366)
            else als_dag(begin)
        end as startdatum,
        case
            when fout = 7 then als_dag(begin - 5)
            when rol_nu = 'stagiair' then als_dag(na(begin, 90 + nr % 90))
            when loting(nr, 'einde') < 0.7 then als_dag(begin + 730)
        end as einddatum,
        fout
    from start
    asof join onderdeel as o on loting(start.nr, 'onderdeel') >= o.vanaf
)
from regel
union all by name
select * replace (if(fout = 9, 'hbo-stage (2)', programma) as programma) from regel where fout in (8, 9)
order by all;

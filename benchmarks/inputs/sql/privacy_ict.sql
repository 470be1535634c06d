-- Gebeurtenissen van het jaar, een op de twintig medewerkers: DPIA's, verwerkingen, datalekken, verstoringen en ict.
--
-- Van elke soort fout zijn er een op de tweeduizend regels.
create or replace temp table privacy_ict as
with gebeurtenis as (
    select
        *,
        year(getvariable('peildatum')) * 10000 + r as nr,
        na(make_date(year(getvariable('peildatum')), 1, 1), 365 * loting(nr, 'datum')) as dag,
        [
            'dpia verplicht', 'dpia uitgevoerd', 'verwerking geregistreerd', 'verwerking geregistreerd',
            'datalek gemeld', 'datalek gemeld', 'datalek gemeld', 'ict-verstoring', 'ict-verstoring',
            'grote ict-activiteit'
        ] [1 + floor(10 * pow(loting(nr, 'soort'), 1.2))::integer] as wat,
        floor(2000 * loting(nr, 'fout'))::integer as fout
    from unnest(range(8000)) as r (r)
    where r < 7000 + 100 * (year(getvariable('peildatum')) - 2016)
),
regel as (
    select
        ministerie_op(getvariable('peildatum'), ministerie, ministerie_na) as organisatie_code,
        nr,
        if(fout = 1, null, upper(left(wat, 3)) || '-' || nr) as kenmerk,
        if(fout = 2, 'incident', wat) as gebeurtenis,
        case
            when fout = 3 then als_dag(dag - 400)
            when fout = 4 then strftime(dag, '%Y/%m/%d')
            when fout = 5 then null
            else als_dag(dag)
        end as datum,
        case wat
            when 'ict-verstoring' then als_dag(na(dag, nr % 3))
            when 'grote ict-activiteit' then als_dag(na(dag, 365 + nr % 900))
        end as einddatum,
        case
            when wat <> 'grote ict-activiteit' then null
            when fout between 6 and 15 then '5 mln'
            else komma((5000 + 60000 * pow(loting(nr, 'kosten'), 3))::decimal(18, 1))
        end as kosten_duizend_euro,
        case
            when wat = 'ict-verstoring' then if(fout = 6, '?', janee(loting(nr, 'leverancier') < 0.38))
        end as leverancier_afhankelijk,
        case
            when wat in ('ict-verstoring', 'grote ict-activiteit') and loting(nr, 'bekend') < 0.9
                then janee(loting(nr, 'exit') < 0.45)
        end as exitstrategie,
        case
            when wat in ('ict-verstoring', 'datalek gemeld')
                then ['laag', 'laag', 'midden', if(fout = 7, 'groot', 'hoog')] [1 + nr % 4]
        end as ernst,
        fout
    from gebeurtenis as g
    asof join onderdeel as o on loting(g.nr, 'onderdeel') >= o.vanaf
)
from regel
union all by name
select * replace (if(fout = 17, 'dpia verplicht', gebeurtenis) as gebeurtenis) from regel where fout in (16, 17)
order by all;

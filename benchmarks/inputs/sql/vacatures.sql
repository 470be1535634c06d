-- Vacatures: wat in het jaar is opengesteld, en van het jaar ervoor wat op 1 januari nog openstond.
--
-- Wie niet sluit wordt binnen het half jaar vervuld. Van elke soort fout zijn er een op de vierduizend regels.
create or replace temp table vacatures as
with vacature as (
    select
        year(getvariable('peildatum')) - j as jaar,
        jaar * 100000 + r as nr,
        na(make_date(jaar, 1, 1), 365 * loting(nr, 'opening')) as geopend,
        loting(nr, 'sluiting') < 0.85 as sluit,
        if(sluit, na(geopend, 14 + 50 * pow(loting(nr, 'open'), 2)), null) as gesloten,
        if(not sluit or loting(nr, 'vervuld') < 0.8, na(geopend, 30 + 150 * loting(nr, 'vacant')), null) as vervuld,
        floor(4000 * loting(nr * 3 + j, 'fout'))::integer as fout
    from unnest(range(2)) as j (j), unnest(range(20000)) as r (r)
    where r < 16500 + 200 * (jaar - 2016)
),
stand as (
    select v.*, o.*
    from vacature as v
    asof join onderdeel as o on loting(v.nr, 'onderdeel') >= o.vanaf
    where
        jaar = year(getvariable('peildatum'))
        or least(gesloten, vervuld) >= date_trunc('year', getvariable('peildatum'))
),
regel as (
    select
        ministerie_op(getvariable('peildatum'), ministerie, ministerie_na) as organisatie_code,
        nr,
        'VAC-' || jaar || '-' || lpad((nr % 100000)::varchar, 5, '0') as vacature_id,
        if(loting(nr, 'code leeg') < 0.01, null, code) as onderdeel_code,
        case
            when fout = 1 then '=Beleid'
            when loting(nr, 'vak leeg') < 0.01 then null
            else [
                'ICT', 'ICT', 'Beleid', 'Juridisch', 'Financiën en control', 'Inspectie en toezicht', 'Communicatie',
                'Uitvoering en dienstverlening', 'Personeel en organisatie', 'Facilitair en huisvesting'
            ] [1 + floor(10 * loting(nr, 'vakgebied'))::integer]
        end as vakgebied,
        if(fout = 2, 'iedereen', ['extern', 'extern', 'rijksbreed', 'intern'] [1 + nr % 4]) as kanaal,
        if(fout = 3, strftime(geopend, '%-d-%-m-%y'), if(fout = 4, null, als_dag(geopend))) as open_datum,
        case
            when gesloten <= getvariable('peildatum') or loting(nr, 'aangekondigd') < 0.5 then als_dag(gesloten)
        end as sluit_datum,
        case when vervuld <= getvariable('peildatum') then als_dag(if(fout = 5, geopend - 3, vervuld)) end
            as vervuld_datum,
        if(fout = 6, '20', least(18, 3 + floor(6 * (loting(nr, 'schaal') + loting(nr, 'schaal 2'))))::integer::varchar)
            as functieschaal,
        if(fout = 7, '0,00', if(fout = 8, '0.89', ['1,00', '1,00', '0,89', '0,67'] [1 + nr // 4 % 4])) as fte,
        fout
    from stand
)
from regel
union all by name
select * replace (if(fout = 10, '0,50', fte) as fte) from regel where fout in (9, 10)
order by all;

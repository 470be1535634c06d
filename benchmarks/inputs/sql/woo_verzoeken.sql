-- Woo-verzoeken: wat in het jaar is ontvangen, en van de twee jaren ervoor wat op 1 januari nog openstond.
--
-- De afloop van een verzoek staat vast; een aanlevering kent er alleen van wat op de peildatum was gebeurd. Van elke
-- soort fout zijn er een op de tweeduizend regels.
create or replace temp table woo_verzoeken as
with verzoek as (
    select
        year(getvariable('peildatum')) - j as jaar,
        jaar * 10000 + r as nr,
        na(make_date(jaar, 1, 1), 365 * loting(nr, 'ontvangst')) as ontvangst,
        loting(nr, 'op tijd') < 0.45 as is_vlot,
        na(ontvangst, if(is_vlot, 3 + 38 * loting(nr, 'duur'), 45 + 500 * pow(loting(nr, 'duur'), 2))) as besluit,
        floor(2000 * loting(nr * 3 + j, 'fout'))::integer as fout
    from unnest(range(3)) as j (j), unnest(range(9000)) as r (r)
    where r < 5700 + 100 * (jaar - 2016)
),
stand as (
    select
        v.*,
        o.*,
        coalesce(besluit <= getvariable('peildatum'), false) as is_besloten,
        case when not is_vlot and loting(nr, 'ingebreke') < 0.25 then ontvangst + 44 end as ingebreke
    from verzoek as v
    asof join onderdeel as o on loting(v.nr, 'onderdeel') >= o.vanaf
    where jaar = year(getvariable('peildatum')) or besluit >= date_trunc('year', getvariable('peildatum'))
),
bedrag as (
    select
        *,
        case
            when loting(nr, 'dwangsom') < 0.4 and ingebreke + 14 <= least(besluit, getvariable('peildatum'))
                then least(15000, 100 * (least(besluit, getvariable('peildatum')) - ingebreke - 13))
        end as verbeurd
    from stand
),
regel as (
    select
        ministerie_op(getvariable('peildatum'), ministerie, ministerie_na) as organisatie_code,
        nr,
        if(fout = 1, null, 'WOO-' || jaar || '-' || lpad((nr % 10000)::varchar, 5, '0')) as zaaknummer,
        if(loting(nr, 'code leeg') < 0.01, null, code) as onderdeel_code,
        if(fout = 2, 'J', janee(organisatietype = 'kerndepartement')) as kerndepartement,
        if(fout = 3, ontvangst::varchar, if(fout = 4, null, als_dag(ontvangst))) as ontvangstdatum,
        if(loting(nr, 'verdaging') < 0.45, als_dag(na(ontvangst, 14 + nr % 14)), null) as verdagingsdatum,
        if(fout = 5, '-7', if(loting(nr, 'opschorting') < 0.1, (5 + nr % 40)::varchar, null)) as opschorting_dagen,
        case when loting(nr, 'afspraak') < 0.15 then als_dag(na(besluit, nr % 20 - 10)) end as afgesproken_datum,
        case when is_besloten then als_dag(if(fout = 6, ontvangst - 9, besluit)) end as besluitdatum,
        case
            when not is_besloten or fout = 7 then null
            when fout = 8 then 'gedeeltelijk'
            else [
                'openbaar', 'openbaar', 'deels openbaar', 'deels openbaar', 'deels openbaar', 'deels openbaar',
                'niet openbaar', 'niet openbaar', 'ingetrokken', 'doorgezonden', 'buiten behandeling'
            ] [1 + floor(11 * loting(nr, 'uitkomst'))::integer]
        end as uitkomst,
        case when ingebreke <= least(besluit, getvariable('peildatum')) then als_dag(ingebreke) end
            as ingebrekestelling_datum,
        if(fout = 9, 'p.m.', komma(verbeurd::decimal(18, 2))) as dwangsom_verbeurd_euro,
        case
            when loting(nr, 'betaald') < 0.7
                then komma((verbeurd + if(loting(nr, 'te veel') < 0.02, 50, 0))::decimal(18, 2))
        end as dwangsom_betaald_euro,
        if(fout = 10, 'onbekend', janee(is_besloten and loting(nr, 'bezwaar') < 0.14)) as bezwaar,
        janee(is_besloten and loting(nr, 'bezwaar') < 0.03) as beroep,
        if(is_besloten, floor(2 + 400 * pow(loting(nr, 'documenten'), 3))::integer::varchar, null) as documenten,
        fout
    from bedrag
)
from regel
union all by name
select * replace (if(fout = 12, null, besluitdatum) as besluitdatum) from regel where fout in (11, 12)
order by all;

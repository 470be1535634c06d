-- Ziekteverzuim per maand, in cellen van onderdeel, geslacht, leeftijdsklasse en schaalgroep.
--
-- Wie ouder is, vrouw is of in een lagere schaal zit is vaker ziek. Cellen zonder medewerkers staan er niet in. Van
-- elke soort fout is er een op de achtduizend regels.
create or replace temp table verzuim as
with cel as (
    select
        o.*,
        g.*,
        l.*,
        s.*,
        floor(160000 * o.aandeel * g.deel * l.deel_leeftijd * s.deel_schaal + loting(hash(code, g, l, s) >> 12, 'cel'))
            as aantal
    from onderdeel as o,
        (values ('M', 0.519, 1.0), ('V', 0.48, 1.25), ('X', 0.001, 1.1)) as g (g, deel, weegt_g),
        (
            values
            ('<25', 0.06, 0.6), ('25-34', 0.21, 0.8), ('35-44', 0.23, 0.95), ('45-54', 0.24, 1.1),
            ('55-59', 0.13, 1.25), ('60+', 0.13, 1.4)
        ) as l (l, deel_leeftijd, weegt_l),
        (values ('1-4', 0.06, 1.6), ('5-9', 0.39, 1.25), ('10-13', 0.47, 0.85), ('14-19', 0.08, 0.55))
            as s (s, deel_schaal, weegt_s)
),
maand as (
    select
        cel.*,
        make_date(year(getvariable('peildatum')), m.maand, 1) as begin,
        (hash(code, g, l, s, begin) >> 12)::bigint as lot,
        (aantal * 0.92 * day(last_day(begin)))::decimal(18, 2) as dagen,
        weegt_g * weegt_l * weegt_s * if(m.maand in (1, 2, 11, 12), 1.15, 0.95) as kans,
        floor(8000 * loting(lot, 'fout'))::integer as fout
    from cel, unnest(range(1, 13)) as m (maand)
    where aantal > 0
),
regel as (
    select
        ministerie_op(getvariable('peildatum'), ministerie, ministerie_na) as organisatie_code,
        month(begin) * 100000000 + code::bigint * 10000 + hash(g, l, s) % 10000 as nr,
        case
            when fout = 1 then strftime(begin, '%b %Y')
            when fout = 2 then strftime(begin - 700, '%Y-%m')
            when fout = 3 then null
            else strftime(begin, '%Y-%m')
        end as maand,
        if(code = '0910', null, code) as onderdeel_code,
        if(fout = 4, 'Vrouw', g) as geslacht,
        if(fout = 5, '55-60', l) as leeftijdsklasse,
        if(fout = 6, '20+', s) as schaalgroep,
        if(fout = 7, 'n.v.t.', if(fout = 8, '-1', aantal::integer::varchar)) as medewerkers,
        komma(dagen) as beschikbare_dagen,
        case
            when fout = 9 then komma(dagen + 12)
            when fout = 10 then '12.5'
            else komma(least(dagen, dagen::double * 0.048 * kans * (0.5 + loting(lot, 'ziek')))::decimal(18, 2))
        end as ziektedagen,
        floor(aantal * kans * 0.078 + loting(lot, 'melding'))::integer::varchar as meldingen,
        fout
    from maand
)
from regel
union all by name
select * replace (if(fout = 12, '99', meldingen) as meldingen) from regel where fout in (11, 12)
order by all;

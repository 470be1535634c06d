-- Integriteitsgevallen per ministerie, categorie, fase en afdoening: elke fase heeft er hoogstens zoveel als de vorige.
--
-- Bij een enkele categorie is er een meer vastgesteld dan onderzocht. De foute regels hebben een afdoening die verder
-- niet voorkomt, op de herhaling na.
create or replace temp table integriteit as
with gemeld as (
    select
        *,
        nummer * 1000000 + categorie_nr * 10000 + year(getvariable('peildatum')) as lot,
        floor(160000 * aandeel * 0.01 * deel * (0.7 + 0.6 * loting(lot, 'gemeld')) + loting(lot, 'afronding'))::integer
            as gemeld,
        floor(gemeld * (0.55 + 0.3 * loting(lot, 'onderzocht')))::integer as onderzocht,
        floor(onderzocht * (0.45 + 0.35 * loting(lot, 'vastgesteld')))::integer as vastgesteld
    from ministeries(),
        (
            values
            (1, 'fraude en diefstal', 0.09), (2, 'corruptie', 0.015), (3, 'misbruik van bevoegdheden', 0.08),
            (4, 'ongewenste omgangsvormen', 0.36), (5, 'onverenigbare functies', 0.05),
            (6, 'misbruik van informatie', 0.13), (7, 'wangedrag in vrije tijd', 0.07), (8, 'verspilling', 0.055),
            (9, 'giften', 0.04), (10, 'overig', 0.11)
        ) as c (categorie_nr, categorie, deel)
),
regel as (
    select
        organisatie_code,
        lot // 10000 * 10 + f.nr as nr,
        categorie,
        f.fase,
        f.afdoening,
        case f.nr
            when 1 then gemeld
            when 2 then onderzocht
            when 3 then vastgesteld // 2
            when 4 then vastgesteld // 4
            else vastgesteld - vastgesteld // 2 - vastgesteld // 4
            + if(loting(lot, 'te veel') < 0.003, onderzocht - vastgesteld + 1, 0)
        end::varchar as aantal
    from gemeld,
        (
            values
            (1, 'vermoeden gemeld', null), (2, 'onderzocht', null), (3, 'vastgesteld', 'disciplinaire straf'),
            (4, 'vastgesteld', 'gesprek en waarschuwing'), (5, 'vastgesteld', null)
        ) as f (nr, fase, afdoening)
)
from regel
union all by name
select
    * replace (
        case nr // 10 % 8 when 1 then 'pesten' else categorie end as categorie,
        case nr // 10 % 8 when 2 then 'afgerond' else fase end as fase,
        case nr // 10 % 8 when 0 then afdoening else 'nog in behandeling' end as afdoening,
        case nr // 10 % 8 when 0 then aantal when 3 then '<5' when 4 then '-1' when 5 then null else '1' end as aantal
    )
from regel
where nr % 10 = 5 and loting(nr * 100 + year(getvariable('peildatum')) % 100, 'fout') < 0.05
order by all;

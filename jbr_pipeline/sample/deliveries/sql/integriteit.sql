-- Integriteitsgevallen van drie jaren per ministerie, categorie, fase en afdoening.
--
-- De meldingen van een jaar staan in `reference` en worden verdeeld naar omvang en categorie. Een deel daarvan wordt
-- onderzocht en een deel van wat is onderzocht wordt vastgesteld, dus elke fase heeft er hoogstens zoveel als de
-- vorige. Bij IenW zijn in 2023 meer giften vastgesteld dan onderzocht: een waarschuwing over dat bestand.
create or replace temp table integriteitsfase as
with categorie as (
    from (
        values
        (1, 'fraude en diefstal', 0.09),
        (2, 'corruptie', 0.015),
        (3, 'misbruik van bevoegdheden', 0.08),
        (4, 'ongewenste omgangsvormen', 0.36),
        (5, 'onverenigbare functies', 0.05),
        (6, 'misbruik van informatie', 0.13),
        (7, 'wangedrag in vrije tijd', 0.07),
        (8, 'verspilling', 0.055),
        (9, 'giften', 0.04),
        (10, 'overig', 0.11)
    ) as t (categorie_nr, categorie, aandeel)
),
verdeling as (
    select
        m.*,
        c.categorie_nr,
        c.categorie,
        m.nummer * 100 + m.jaar::bigint * 10000000 + c.categorie_nr as nr,
        heel_gewicht(m.medewerkers * c.aandeel * (0.7 + 0.6 * loting(m.nummer * 100 + c.categorie_nr, 'meldingen')))
            as gewicht
    from ministerie_jaar as m, categorie as c
),
gemeld as (
    select
        v.*,
        stuk(
            d.aantal,
            v.gewicht,
            sum(v.gewicht) over (partition by v.jaar, v.is_defensie order by v.categorie_nr, v.ministerie),
            sum(v.gewicht) over (partition by v.jaar, v.is_defensie)
        ) as gemeld
    from verdeling as v
    join doelen as d
        on d.cijfer = 'vermoeden gemeld'
        and d.jaar = v.jaar
        and d.populatie = case when v.is_defensie then 'defensie' else 'cao_rijk' end
),
onderzocht as (
    select *, floor(gemeld * (0.55 + 0.3 * loting(nr, 'onderzocht')))::bigint as onderzocht
    from gemeld
)
select
    *,
    case
        when ministerie = 'mnre1130' and jaar = 2023 and categorie = 'giften' then onderzocht + 1
        else floor(onderzocht * (0.45 + 0.35 * loting(nr, 'vastgesteld')))::bigint
    end as vastgesteld
from onderzocht;

create or replace temp table integriteit as
with afdoening as (
    select *, floor(vastgesteld * 0.55)::bigint as straf, floor(vastgesteld * 0.3)::bigint as gesprek
    from integriteitsfase
),
regels as (
    select
        bestand,
        categorie_nr,
        categorie,
        1 as fase_nr,
        'vermoeden gemeld' as fase,
        null as afdoening,
        gemeld as aantal
    from afdoening
    union all
    select bestand, categorie_nr, categorie, 2, 'onderzocht', null, onderzocht
    from afdoening
    union all
    select bestand, categorie_nr, categorie, 3, 'vastgesteld', 'disciplinaire straf', straf
    from afdoening
    where straf > 0
    union all
    select bestand, categorie_nr, categorie, 4, 'vastgesteld', 'gesprek en waarschuwing', gesprek
    from afdoening
    where gesprek > 0
    union all
    -- Hoe de rest is afgedaan weet alleen VWS; bij de andere is er een lege cel naast de gevulde.
    select
        bestand,
        categorie_nr,
        categorie,
        5,
        'vastgesteld',
        case when ministerie = 'mnre1025' then 'geen maatregel' end,
        vastgesteld - straf - gesprek
    from afdoening
    where vastgesteld > straf + gesprek or vastgesteld = 0
)
select
    bestand,
    row_number() over (partition by bestand order by categorie_nr, fase_nr)::double as volgnr,
    categorie,
    fase,
    afdoening,
    aantal
from regels;

-- De apparaatsuitgaven van drie jaren per ministerie, artikel, onderdeel en kostensoort, in hele tientallen euro.
--
-- Eerst ruwe bedragen naar de begroting in `reference`; dan worden de inhuur en de overige kosten elk met een factor
-- per jaar zo bijgesteld dat het inhuurpercentage van het Rijk en de groei van het totaal op het doel uitkomen.
-- Wat aan een ander deel van het Rijk is betaald (consolidatie) staat daarbuiten.
create or replace temp table kostensoort as
select *
from (
    values
    (1, 'ambtelijk_personeel', 'ambtelijk', 1.0),
    (2, 'inhuur_interimmanagement', 'inhuur', 0.07),
    (3, 'inhuur_organisatieadvies', 'inhuur', 0.04),
    (4, 'inhuur_beleidsadvies', 'inhuur', 0.04),
    (5, 'inhuur_communicatie', 'inhuur', 0.03),
    (6, 'inhuur_juridisch', 'inhuur', 0.02),
    (7, 'inhuur_ict', 'inhuur', 0.45),
    (8, 'inhuur_financieel', 'inhuur', 0.06),
    (9, 'inhuur_uitzend', 'inhuur', 0.29),
    (10, 'overig_personeel', 'overig', 0.06),
    (11, 'materieel_ict', 'overig', 0.15),
    (12, 'materieel_sso', 'overig', 0.11),
    (13, 'materieel_overig', 'overig', 0.22)
) as t (soort_nr, kostensoort, groep, aandeel);

create or replace temp table artikel as
select *
from (
    values
    (1, '01', 'kerndepartement', 0.17),
    (2, '04', 'kerndepartement', 0.13),
    (3, '11', 'kerndepartement', 0.09),
    (4, '95', 'kerndepartement', 0.61),
    (5, '70', 'agentschap', 0.68),
    (6, '71', 'agentschap', 0.32)
) as t (artikel_nr, artikel, onderdeel, aandeel);

create or replace temp table uitgave as
with begroting as (
    unpivot (
        select
            ministerie,
            hoofdstuk,
            inhuur_pct,
            agentschap_pct,
            eenheid,
            ambtelijk_mln_2022 as "2022",
            ambtelijk_mln_2023 as "2023",
            ambtelijk_mln_2024 as "2024"
        from read_csv(
            getvariable('begroting'),
            delim = ';',
            header = true,
            columns = {
                'ministerie': 'varchar',
                'hoofdstuk': 'varchar',
                'ambtelijk_mln_2022': 'integer',
                'ambtelijk_mln_2023': 'integer',
                'ambtelijk_mln_2024': 'integer',
                'inhuur_pct': 'double',
                'agentschap_pct': 'double',
                'eenheid': 'varchar'
            }
        )
    ) on "2022", "2023", "2024" into name jaar value mln
),
genummerd as (
    select
        b.*,
        b.jaar::integer as boekjaar,
        a.artikel_nr,
        a.artikel,
        a.onderdeel,
        k.soort_nr,
        k.kostensoort,
        k.groep,
        -- Zonder jaar in het nummer houdt een artikel zijn eigen patroon over de jaren.
        right(b.ministerie, 4)::bigint * 1000 + a.artikel_nr * 20 + k.soort_nr as nummer,
        b.mln * a.aandeel * k.aandeel
        * case a.onderdeel when 'agentschap' then b.agentschap_pct else 100 - b.agentschap_pct end / 100
        * case k.groep when 'inhuur' then b.inhuur_pct / (100 - b.inhuur_pct) else 1 end as mln_deel
    from begroting as b
    cross join artikel as a
    cross join kostensoort as k
    where b.mln > 0 and (a.onderdeel = 'kerndepartement' or b.agentschap_pct > 0)
)
select
    ministerie,
    boekjaar,
    hoofdstuk,
    artikel,
    onderdeel,
    kostensoort,
    groep,
    soort_nr,
    eenheid,
    nummer,
    round(
        mln_deel * 100000
        * case groep when 'ambtelijk' then 1 else 0.8 + 0.4 * loting(nummer, 'patroon') end
        * (0.98 + 0.04 * loting(nummer * 10 + boekjaar % 10, 'jaar'))
        * case
            -- Een correctieboeking, en een categorie die bij het artikel niet voorkomt.
            when groep = 'overig' and loting(nummer, 'correctie') < 0.02 then -0.03
            when groep = 'inhuur' and loting(nummer, 'nul') < 0.02 then 0
            else 1
        end
    )::bigint as tientallen
from genummerd;

create or replace temp table uitgave as
with totaal as (
    select
        boekjaar,
        sum(tientallen) filter (groep = 'ambtelijk')::double as ambtelijk,
        sum(tientallen) filter (groep = 'inhuur')::double as inhuur,
        sum(tientallen) filter (groep = 'overig')::double as overig
    from uitgave
    group by boekjaar
),
met_inhuur as (
    select
        *,
        ambtelijk * doel_pct / (100 - doel_pct) as inhuur_doel,
        ambtelijk * 100 / (100 - doel_pct) as personeel_doel
    from
        totaal,
        lateral (
            select case boekjaar when 2022 then getvariable('inhuur_pct_2022') else getvariable('inhuur_pct') end
        ) as d (doel_pct)
),
factor as (
    select
        boekjaar,
        inhuur_doel / inhuur as factor_inhuur,
        case
            when boekjaar < 2024 then 1
            else (
                (select personeel_doel + overig from met_inhuur where boekjaar = 2023)
                * (1 + getvariable('groei_pct') / 100)
                - personeel_doel
            ) / overig
        end as factor_overig
    from met_inhuur
)
select
    u.* replace (
        round(
            u.tientallen
            * case u.groep when 'inhuur' then f.factor_inhuur when 'overig' then f.factor_overig else 1 end
        )::bigint as tientallen
    ),
    false as consolidatie
from uitgave as u
join factor as f using (boekjaar);

insert into uitgave
select
    * replace (
        (tientallen * (0.1 + 0.3 * loting(nummer, 'binnen het Rijk')))::bigint as tientallen,
        true as consolidatie
    )
from uitgave
where kostensoort = 'materieel_sso' or (kostensoort = 'overig_personeel' and artikel = '95');

create or replace temp table financien as
select
    ministerie || '_' || boekjaar || '1231_v1' as bestand,
    row_number() over (
        partition by ministerie, boekjaar
        order by onderdeel desc, artikel, soort_nr, consolidatie
    )::double as volgnr,
    hoofdstuk as begrotingshoofdstuk,
    artikel,
    onderdeel,
    kostensoort,
    case onderdeel when 'kerndepartement' then 'kas' else 'lasten' end as stelsel,
    eenheid,
    (tientallen * case eenheid when 'euro' then 10 else 0.01 end)::decimal(18, 2) as bedrag,
    consolidatie
from uitgave;

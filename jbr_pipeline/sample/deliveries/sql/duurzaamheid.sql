-- Verbruik, vervoer, afval, wagenpark en kantoren van drie jaren, verdeeld over de ministeries.
--
-- De totalen van het Rijk staan in `reference`; elk ministerie krijgt een deel naar zijn omvang en een eigen patroon,
-- dat over de jaren hetzelfde blijft. Kantoren staan er in m2 en in stuks: een gedeeld gebouw telt bij één ministerie
-- als stuk. Sommige ministeries melden aardgas in GJ of TJ, warmte in TJ, afval in ton of een kantoor met
-- `energielabel`.
create or replace temp table verbruik as
with totaal as (
    unpivot (
        select
            *,
            row_number() over ()::integer as regel_nr
        from read_csv(
            getvariable('duurzaamheid'),
            delim = ';',
            header = true,
            comment = '#',
            auto_detect = false,
            auto_detect = false,
            columns = {
                'thema': 'varchar',
                'kenmerk': 'varchar',
                'eenheid': 'varchar',
                'emissiefactor_kg': 'double',
                'hoeveelheid_2022': 'bigint',
                'hoeveelheid_2023': 'bigint',
                'hoeveelheid_2024': 'bigint'
            }
        )
    ) on hoeveelheid_2022, hoeveelheid_2023, hoeveelheid_2024 into name jaarkolom value hoeveelheid
),
verdeling as (
    select
        m.*,
        t.*,
        -- Alle labels van een ministerie volgen één patroon, anders lopen de meters per fte uiteen.
        heel_gewicht(
            m.fte
            * case
                when t.thema = 'kantoren' then 0.9 + 0.2 * loting(m.nummer, 'kantoren')
                else 0.6 + 0.8 * loting(m.nummer, t.thema)
            end
            * case
                when t.thema = 'vliegreizen' and m.ministerie = 'mnre1013' then 9
                when t.thema = 'vliegreizen' and m.ministerie = 'mnre1018' then 3
                when
                    (t.thema = 'datacenter' or (t.thema = 'elektriciteit' and t.kenmerk = 'datacenter'))
                    and m.ministerie not in ('mnre1034', 'mnre1058', 'mnre1090', 'mnre1018', 'mnre1130', 'mnre1045')
                    then 0
                -- Hetzelfde patroon als bij elektriciteit, waar het totaal van het datacenter ook in staat.
                when t.thema = 'datacenter'
                    then (0.6 + 0.8 * loting(m.nummer, 'elektriciteit')) / (0.6 + 0.8 * loting(m.nummer, 'datacenter'))
                else 1
            end
        ) as gewicht
    from totaal as t
    join ministerie_jaar as m on m.jaar = right(t.jaarkolom, 4)::integer
)
select
    * exclude (hoeveelheid),
    stuk(
        hoeveelheid,
        gewicht,
        sum(gewicht) over (partition by jaar, regel_nr order by ministerie),
        sum(gewicht) over (partition by jaar, regel_nr)
    ) as hoeveelheid
from verdeling;

create or replace temp table duurzaamheid as
with groen as (
    select
        bestand,
        regel_nr,
        round(
            case jaar
                when 2022 then getvariable('groene_stroom_pct_2022')
                when 2023 then getvariable('groene_stroom_pct_2023')
                else getvariable('groene_stroom_pct_2024')
            end
            + afwijking
            - sum(afwijking * hoeveelheid) over (partition by jaar)::double
            / sum(hoeveelheid) over (partition by jaar)::double,
            1
        ) as groen_nl_pct
    from verbruik, lateral (select (30 * loting(nummer, 'groen') - 15)::decimal(18, 1) as afwijking)
    where thema = 'elektriciteit'
),
omgerekend as (
    select
        v.*,
        case
            when thema = 'aardgas' and ministerie = 'mnre1018' then 'GJ'
            when thema = 'aardgas' and ministerie = 'mnre1130' then 'TJ'
            when thema = 'warmte' and ministerie = 'mnre1025' then 'TJ'
            when thema = 'afval' and ministerie in ('mnre1090', 'mnre1073') then 'ton'
            else eenheid
        end as opgegeven_in
    from verbruik as v
    where hoeveelheid > 0
),
met_maat as (
    select
        *,
        -- Hoeveel van de eenheid van het totaal in de opgegeven eenheid gaat.
        case
            when opgegeven_in = eenheid then 1
            when thema = 'aardgas' then case opgegeven_in when 'GJ' then 1000 / 35.17 else 1000000 / 35.17 end
            else 1000
        end::double as maat
    from omgerekend
)
select
    m.bestand,
    row_number() over (partition by m.bestand order by m.regel_nr)::double as volgnr,
    m.thema,
    case
        when m.thema = 'kantoren' and m.ministerie in ('mnre1034', 'mnre1109') and m.kenmerk <> 'onbekend'
            then 'energielabel ' || m.kenmerk
        else m.kenmerk
    end as kenmerk,
    (m.hoeveelheid / m.maat)::decimal(18, 3) as hoeveelheid,
    m.opgegeven_in as eenheid,
    (m.emissiefactor_kg * m.maat)::decimal(18, 4) as emissiefactor_kg,
    g.groen_nl_pct::decimal(18, 1) as groen_nl_pct,
    case
        when m.thema = 'aardgas' then 10
        when m.thema in ('woonwerk_auto', 'dienstreis_auto') then 15 + 20 * loting(m.nummer, 'geschat')
        when m.thema = 'afval' then 5
    end::decimal(18, 1) as geschat_pct
from met_maat as m
left join groen as g using (bestand, regel_nr);

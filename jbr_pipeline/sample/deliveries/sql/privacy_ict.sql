-- Gebeurtenissen van drie jaren: DPIA's, verwerkingen, datalekken, verstoringen en grote ict-activiteiten.
--
-- Zoveel per duizend medewerkers, met groei per jaar; een ministerie heeft er van elk minstens één. Wie
-- veel DPIA's moet doen doet er ook veel.
create or replace temp table privacy_ict as
with soort as (
    from (
        values
        (1, 'dpia uitgevoerd', 'DPIA', 4.1, 0.14),
        (2, 'dpia verplicht', 'DPV', 5.4, 0.06),
        (3, 'verwerking geregistreerd', 'AVG', 15.0, 0.03),
        (4, 'datalek gemeld', 'DL', 21.0, 0.05),
        (5, 'ict-verstoring', 'STO', 3.6, -0.04),
        (6, 'grote ict-activiteit', 'ICT', 0.9, 0.02)
    ) as t (gebeurtenis_nr, gebeurtenis, voorvoegsel, per_duizend, groei)
),
aantal as (
    select
        m.*,
        s.*,
        greatest(
            1,
            round(
                m.medewerkers * s.per_duizend / 1000
                * (1 + s.groei * (m.jaar - 2022))
                * (0.7 + 0.6 * loting(m.nummer * 10 + greatest(s.gebeurtenis_nr, 2), 'gebeurtenissen'))
            )
        )::integer as aantal
    from ministerie_jaar as m, soort as s
),
gebeurtenis as (
    select
        *,
        unnest(range(1, aantal + 1)) as telnummer
    from aantal
),
genummerd as (
    select
        *,
        ((jaar * 10000 + nummer) * 10 + gebeurtenis_nr) * 10000 + telnummer as nr
    from gebeurtenis
),
gedateerd as (
    select *, dag_na(make_date(jaar, 1, 1), 365 * loting(nr, 'datum')) as datum
    from genummerd
)
select
    bestand,
    row_number() over (partition by bestand order by gebeurtenis_nr, telnummer)::double as volgnr,
    voorvoegsel || '-' || nummer || '-' || jaar || '-' || lpad(telnummer::varchar, 4, '0') as kenmerk,
    gebeurtenis,
    datum,
    case gebeurtenis_nr
        when 5 then datum + floor(4 * pow(loting(nr, 'duur'), 3))::integer
        when 6 then datum + 365 + floor(900 * loting(nr, 'duur'))::integer
    end as einddatum,
    case
        -- Een verrekening achteraf.
        when gebeurtenis_nr = 6 and telnummer = 1 and ministerie in ('mnre1018', 'mnre1073') then -412.5
        when gebeurtenis_nr = 6 then 5000 + 60000 * pow(loting(nr, 'kosten'), 3)
    end::decimal(18, 1) as kosten_duizend_euro,
    case when gebeurtenis_nr = 5 then loting(nr, 'leverancier') < 0.38 end as leverancier_afhankelijk,
    case
        when gebeurtenis_nr >= 5 and loting(nr, 'exit bekend') < 0.9
            then loting(nr, 'exit') < 0.3 + 0.05 * (jaar - 2022)
    end as exitstrategie,
    case
        when gebeurtenis_nr not in (4, 5) or loting(nr, 'ernst bekend') < 0.02 then null
        when loting(nr, 'ernst') < 0.6 then 'laag'
        when loting(nr, 'ernst') < 0.9 then 'midden'
        else 'hoog'
    end as ernst
from gedateerd;

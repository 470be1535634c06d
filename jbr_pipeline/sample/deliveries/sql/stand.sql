-- Wat een ministerie op een peildatum van een dienstverband zou leveren, nog zonder geslacht: stand.
--
-- Ook regels die geldig zijn en niet tellen: wie in de twee weken ervoor vertrok, en wie binnen een maand van elders
-- bij het Rijk komt. code is het onderdeel, ook waar de aanlevering het open laat. Wie naar een afgesplitst ministerie
-- ging is daar in dienst sinds de dag van de splitsing.
create or replace temp table stand as
with peildatum as (
    select unnest([
        date '2022-12-31', date '2023-07-01', date '2023-12-31', date '2024-07-01', date '2024-12-31'
    ]) as peildatum
),
op_peildatum as (
    select
        p.peildatum,
        l.*,
        coalesce(l.verhuisdatum <= p.peildatum, false) as is_verhuisd,
        coalesce(l.terug_op <= p.peildatum, false) as is_terug,
        l.wijzigdatum <= p.peildatum as is_gewijzigd
    from loopbaan as l
    cross join peildatum as p
    where
        (l.in_dienst <= p.peildatum or (l.in_dienst <= p.peildatum + 31 and l.in_dienst_rijk <= p.peildatum))
        and (
            l.uit_dienst is null
            or l.uit_dienst >= p.peildatum - 14
            or l.terug_op <= p.peildatum
        )
),
bij_onderdeel as (
    select
        s.*,
        o.naam,
        o.code as onderdeel_code,
        o.organisatietype,
        o.profiel,
        o.standplaats as hoofdplaats,
        case when s.peildatum >= date '2024-07-02' then o.ministerie_na else o.ministerie end as ministerie,
        s.peildatum >= date '2024-07-02' and o.ministerie_na <> o.ministerie as is_afgesplitst,
        s.is_verhuisd and o.ministerie <> v.ministerie as is_van_ministerie_veranderd,
        case when s.is_gewijzigd then s.uren_2 else s.uren_1 end as uren,
        case when s.is_gewijzigd then s.schaal_2 else s.schaal_1 end as schaal
    from op_peildatum as s
    join onderdeel as o on o.code = case when s.is_verhuisd then s.code_2 else s.code end
    join onderdeel as v on v.code = s.code
),
hoofd as (
    select peildatum, persoon_nr, ministerie
    from bij_onderdeel
    where heeft_tweede
)
select
    b.peildatum,
    b.nr,
    b.persoon_nr,
    b.ministerie,
    b.onderdeel_code as code,
    b.geboortejaar,
    md5(getvariable('zaad') || '-persoon-' || b.persoon_nr) as pseudo_id,
    case
        when not b.is_tweede then 1
        -- Bij twee ministeries begint elk zijn eigen telling; binnen een ministerie is het tweede nummer 2.
        when h.ministerie <> b.ministerie then 1
        else 2
    end as dienstverband_nr,
    case when loting(b.nr, 'code leeg') >= 0.003 then b.onderdeel_code end as onderdeel_code,
    case
        when
            loting(b.nr, 'naam leeg') >= case
                when b.ministerie = 'mnre1025' and b.peildatum = date '2023-12-31' then 0.065
                else 0.012
            end
            then b.naam
    end as onderdeel_naam,
    b.organisatietype,
    b.medewerkersgroep,
    b.contractsoort,
    b.in_dienst_rijk as datum_in_dienst_rijk,
    case
        when b.is_afgesplitst
            then greatest(
                b.in_dienst,
                case when b.is_van_ministerie_veranderd then b.verhuisdatum end,
                date '2024-07-02'
            )
        when b.is_van_ministerie_veranderd then b.verhuisdatum
        when b.is_terug then b.terug_op
        else b.in_dienst
    end as datum_in_dienst_ministerie,
    case
        when b.is_terug then null
        when b.uit_dienst <= b.peildatum + 90 then b.uit_dienst
        when b.contractsoort in ('bepaald', 'stage') then dag_na(date '2025-01-31', 700 * loting(b.nr, 'einde'))
    end as datum_uit_dienst,
    b.uren as uren_per_week,
    case
        when loting(b.nr, 'deeltijdfactor') < 0.01 then null
        when loting(b.nr, 'deeltijdfactor') < 0.011 then 0.5
        else b.uren / 36
    end::decimal(18, 4) as deeltijdfactor,
    case
        when loting(b.nr, 'familie leeg') < 0.01 then null
        when b.schaal >= 15 or (b.schaal >= 11 and loting(b.nr, 'familie') < 0.06) then 'Lijnmanagement'
        when b.schaal >= 9 and loting(b.nr, 'familie') < 0.11 then 'Project- en Programmamanagement'
        when b.profiel = 'beleid' and b.schaal >= 10 and loting(b.nr, 'familie') < 0.72 then 'Beleid'
        when b.profiel = 'beleid' and b.schaal >= 10 then 'Advisering'
        when b.profiel = 'toezicht' and loting(b.nr, 'familie') < 0.65 then 'Toezicht'
        when b.profiel = 'toezicht' and loting(b.nr, 'familie') < 0.85 then 'Kennis en Onderzoek'
        when b.profiel in ('toezicht', 'uitvoering', 'beveiliging') and loting(b.nr, 'familie') < 0.9 then 'Uitvoering'
        else 'Bedrijfsvoering'
    end as functiefamilie,
    b.schaal as functieschaal,
    case
        when loting(b.nr, 'salaris') < 0.015 then null
        when loting(b.nr, 'salaris') < 0.07 and b.schaal > 1 then b.schaal - 1
        when loting(b.nr, 'salaris') < 0.074 and b.schaal < 19 then b.schaal + 1
        else b.schaal
    end as salarisschaal,
    case
        when b.groep = 'overig' then null
        when b.schaal = 19 then 'TMG'
        when b.schaal in (17, 18) then 'ABD-topmanager'
        when b.schaal = 16 and loting(b.nr, 'abd') < 0.55 then 'ABD-manager'
        when b.schaal = 15 and loting(b.nr, 'abd') < 0.30 then 'ABD-manager'
        when b.schaal = 14 and loting(b.nr, 'abd') < 0.02 then 'ABD-manager'
    end as abd_groep,
    case
        when loting(b.nr, 'plaats leeg') < 0.015 then null
        when loting(b.nr, 'plaats') < 0.7 then b.hoofdplaats
        else s.plaats
    end as standplaats
from bij_onderdeel as b
join standplaats as s on s.plaats_nr = floor(12 * loting(b.nr, 'welke plaats'))
left join hoofd as h
    -- Als gelijkheid: een losse voorwaarde op b maakt er in DuckDB een join van elke met elke rij van.
    on h.persoon_nr = case when b.is_tweede then b.persoon_nr end
    and h.peildatum = b.peildatum;

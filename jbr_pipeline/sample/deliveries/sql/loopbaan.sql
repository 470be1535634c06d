-- Verzonnen dienstverbanden met hun loop van eind 2022 tot eind 2024: een regel per dienstverband.
--
-- cohort: 2022 voor wie er eind 2022 is, anders het jaar van instroom. Wie er is (in_dienst, uit_dienst, terug_op),
-- waar (code, en na verhuisdatum code_2), hoeveel uren en in welke schaal (en na wijzigdatum uren_2 en schaal_2). Op
-- een paar duizend na hoort elk nummer bij een eigen persoon; nummers die 5 meer zijn dan een veelvoud van 128 zijn een
-- tweede dienstverband van de persoon ervoor.
-- groep: rijk en defensie tellen mee in de populatie, overig niet (stagiairs, externen en dergelijke).
create or replace temp macro laatste_dag(nummer, begin) as
case
    when loting(nummer, 'maandeinde') < 0.6 then last_day(dag_na(begin, 365 * loting(nummer, 'laatste dag')))
    else dag_na(begin, 365 * loting(nummer, 'laatste dag'))
end;

create or replace temp table loopbaan as
with nummers as (
    select
        nr,
        groep,
        cohort
    from (
        values
        (1, 164000, 'rijk', 2022),
        (200001, 222000, 'rijk', 2023),
        (230001, 252000, 'rijk', 2024),
        (300001, 320200, 'defensie', 2022),
        (322001, 324300, 'defensie', 2023),
        (326001, 328400, 'defensie', 2024),
        (400001, 404000, 'overig', 2022),
        (406001, 407650, 'overig', 2023),
        (410001, 411700, 'overig', 2024)
    ) as t (van, tot, groep, cohort), unnest(range(t.van, t.tot)) as r (nr)
),
persoon as (
    select
        *,
        cohort > 2022 as is_instromer,
        make_date(cohort, 12, 31) as eind_cohort,
        groep <> 'overig' and nr % 128 = 5 as is_tweede,
        groep <> 'overig' and nr % 128 = 4 as heeft_tweede,
        case when groep <> 'overig' and nr % 128 = 5 then nr - 1 else nr end as persoon_nr
    from nummers
),
ouder as (
    select
        *,
        -- Aan het eind van het jaar van het cohort.
        case
            when groep = 'overig' and loting(nr, 'overig') < 0.28 then 18 + floor(9 * loting(nr, 'leeftijd'))
            when loting(persoon_nr, 'hoogbejaard') < 0.0002 then 76 + floor(3 * loting(persoon_nr, 'leeftijd'))
            when is_instromer then 19 + floor(43 * pow(loting(persoon_nr, 'leeftijd'), 1.3))
            else 23 + floor(24 * (loting(persoon_nr, 'leeftijd') + loting(persoon_nr, 'leeftijd 2')))
        end::integer as leeftijd,
        -- Eén verandering in de jaren na het eigen jaar; bij de laatste instroom valt die na de laatste peildatum.
        maandbegin(
            dag_na(eind_cohort + 1, case cohort when 2022 then 731 else 366 end * loting(persoon_nr, 'wijziging'))
        ) as wijzigdatum,
        case cohort when 2022 then 2 else 1 end as jaren
    from persoon
),
geplaatst as (
    select
        p.*,
        o.ministerie,
        o.code,
        o.profiel,
        case when p.groep = 'overig' and loting(p.nr, 'overig') < 0.28 then 6 else s.schaal end as schaal_geloot
    from ouder as p
    asof join onderdeel as o
        on o.is_defensie = (p.groep = 'defensie')
        -- De helft van de tweede dienstverbanden is bij het onderdeel van het eerste.
        and loting(case when p.is_tweede and loting(p.nr, 'zelfde') < 0.5 then p.nr - 1 else p.nr end, 'onderdeel')
        >= o.vanaf
    asof join schaal as s on s.profiel = o.profiel and loting(p.nr, 'schaal') >= s.vanaf
),
gedateerd as (
    select
        *,
        -- Wie twintig is zit niet in schaal 16.
        least(schaal_geloot, 8 + floor((least(leeftijd, 67) - 19) / 1.6)::integer) as schaal_1,
        case
            when is_instromer and loting(persoon_nr, 'maandbegin') < 0.75
                then maandbegin(dag_na(make_date(cohort, 1, 1), 365 * loting(persoon_nr, 'in dienst')))
            when is_instromer then dag_na(make_date(cohort, 1, 1), 365 * loting(persoon_nr, 'in dienst'))
            else maandbegin(
                dag_na(eind_cohort, -365.0 * (least(leeftijd, 66) - 18) * pow(loting(persoon_nr, 'dienst'), 1.7))
            )
        end as eerste_dag
    from geplaatst
),
in_dienst as (
    select
        *,
        case
            when is_instromer and loting(persoon_nr, 'eerder') < 0.15
                then dag_na(eerste_dag, -40 - 3000 * loting(persoon_nr, 'hoe lang eerder'))
            else eerste_dag
        end as in_dienst_rijk,
        case
            when is_instromer or loting(nr, 'eerste ministerie') < 0.55 then eerste_dag
            else dag_na(eerste_dag, (eind_cohort - eerste_dag) * loting(nr, 'in dienst ministerie'))
        end as in_dienst
    from gedateerd
),
kans as (
    select
        *,
        case when groep = 'overig' then 0.4 when leeftijd >= 64 then 0.3 else 0.043 end as kans_vertrek,
        case when is_instromer then null else loting(nr, 'terug') end as kans_terug
    from in_dienst
),
vertrek as (
    select
        *,
        case
            when is_instromer and loting(nr, 'snel vertrek') < 0.02
                then dag_na(in_dienst, 30 + 200 * loting(nr, 'laatste dag'))
            when kans_terug < 0.0004 then date '2024-03-31'
            when kans_terug < 0.0009 then date '2023-09-30'
            when kans_terug < 0.0012 then date '2023-03-31'
            when cohort = 2022 and loting(nr, 'vertrek') < kans_vertrek
                then laatste_dag(nr, date '2023-01-01')
            when cohort < 2024 and loting(nr, 'vertrek 2') < kans_vertrek
                then laatste_dag(nr, date '2024-01-01')
        end as uit_dienst,
        case
            when kans_terug < 0.0004 then date '2024-10-01'
            when kans_terug < 0.0009 then date '2024-03-01'
            when kans_terug < 0.0012 then date '2023-10-01'
        end as terug_op,
        not is_tweede
        and not heeft_tweede
        and groep <> 'overig'
        and cohort < 2024
        and loting(nr, 'verhuizing') < 0.03 * jaren as wil_verhuizen
    from kans
),
verhuizing as (
    select
        v.*,
        case
            when not v.wil_verhuizen or v.uit_dienst is not null then null
            when loting(v.nr, 'waarheen') < 0.55 then b.code
            when loting(v.nr, 'waarheen') < 0.56 and v.groep = 'rijk' then d.code
            else e.code
        end as code_2
    from vertrek as v
    asof join onderdeel as b on b.ministerie = v.ministerie and loting(v.nr, 'onderdeel 2') >= b.vanaf_ministerie
    asof join onderdeel as e
        on e.is_defensie = (v.groep = 'defensie' and loting(v.nr, 'waarheen') < 0.97)
        and loting(v.nr, 'onderdeel 3') >= e.vanaf
    asof join onderdeel as d on d.is_defensie = true and loting(v.nr, 'onderdeel 4') >= d.vanaf
),
contract as (
    select
        *,
        case
            when groep = 'overig' then case
                when loting(nr, 'overig') < 0.28 then 'stagiair'
                when loting(nr, 'overig') < 0.80 then 'extern'
                when loting(nr, 'overig') < 0.99 then 'gedetacheerd in'
                else 'politiek ambtsdrager'
            end
            when leeftijd < 31 and schaal_1 between 9 and 11
                and loting(nr, 'trainee') < case when is_instromer then 0.42 else 0.3 end then 'trainee'
            when loting(nr, 'detachering') < 0.015 then 'gedetacheerd uit'
            else 'ambtelijk'
        end as medewerkersgroep,
        case
            when is_tweede then 8 + 4 * floor(4 * loting(nr, 'uren'))
            when heeft_tweede then case when loting(nr, 'uren') < 0.5 then 20 else 24 end
            when loting(nr, 'uren') < 0.60 then 36
            when loting(nr, 'uren') < 0.75 then 32
            when loting(nr, 'uren') < 0.83 then 24
            when loting(nr, 'uren') < 0.89 then 40
            when loting(nr, 'uren') < 0.94 then 28
            when loting(nr, 'uren') < 0.96 then 34
            when loting(nr, 'uren') < 0.98 then 30
            when loting(nr, 'uren') < 0.99 then 27.5
            else 18
        end::decimal(5, 2) as uren_1
    from verhuizing
)
select
    nr,
    persoon_nr,
    is_tweede,
    heeft_tweede,
    groep,
    cohort,
    code,
    code_2,
    case when code_2 is not null then dag_na(wijzigdatum, 31) end as verhuisdatum,
    wijzigdatum,
    geboorte.jaar as geboortejaar,
    in_dienst_rijk,
    -- Een enkele fout van de bron: het ministerie vroeger dan het Rijk (een waarschuwing).
    case when not is_instromer and loting(nr, 'datumfout') < 0.0003 then in_dienst - 400 else in_dienst end
        as in_dienst,
    uit_dienst,
    terug_op,
    medewerkersgroep,
    case
        when medewerkersgroep = 'stagiair' then 'stage'
        when medewerkersgroep = 'trainee' then 'bepaald'
        when loting(nr, 'contract') < 0.885 then 'onbepaald'
        when loting(nr, 'contract') < 0.985 then 'bepaald'
        when loting(nr, 'contract') < 0.995 then 'oproep'
        else 'leer-werk'
    end as contractsoort,
    uren_1,
    case
        when not is_tweede and not heeft_tweede and loting(nr, 'andere uren') < 0.04 * jaren then 34
        else uren_1
    end::decimal(5, 2) as uren_2,
    schaal_1,
    case
        when schaal_1 between 3 and 15 and loting(nr, 'bevordering') < 0.05 * jaren then schaal_1 + 1
        else schaal_1
    end as schaal_2
from contract, lateral (select cohort - leeftijd as jaar) as geboorte;

-- Het ziekteverzuim per maand, in cellen van onderdeel, geslacht, leeftijdsklasse en schaalgroep.
--
-- De medewerkers van december zijn die van de bezetting, elk één keer per ministerie naar het hoofddienstverband; in de
-- maanden ervoor waren het er wat minder. Wie ouder is, vrouw is of in een lagere schaal zit is vaker ziek. Daarna komt
-- het verzuimpercentage van het Rijk met een factor per jaar op het doel.
create or replace temp table verzuim_cel as
with hoofd as (
    from tellend
    qualify
        row_number() over (
            partition by peildatum, ministerie, persoon_nr
            order by uren_per_week desc, dienstverband_nr
        ) = 1
),
ingedeeld as (
    select
        h.peildatum,
        h.ministerie,
        h.code,
        h.uren_per_week,
        g.geslacht,
        case
            when leeftijd < 25 then '<25'
            when leeftijd < 35 then '25-34'
            when leeftijd < 45 then '35-44'
            when leeftijd < 55 then '45-54'
            when leeftijd < 60 then '55-59'
            else '60+'
        end as leeftijdsklasse,
        case
            when h.functieschaal <= 4 then '1-4'
            when h.functieschaal <= 9 then '5-9'
            when h.functieschaal <= 13 then '10-13'
            else '14-19'
        end as schaalgroep
    from hoofd as h
    join geslacht as g using (persoon_nr), lateral (select year(h.peildatum) - h.geboortejaar as leeftijd)
)
select
    peildatum,
    ministerie,
    code,
    geslacht,
    leeftijdsklasse,
    schaalgroep,
    count(*) as medewerkers,
    sum(least(uren_per_week, 36))::double / 36 / count(*) as deeltijdfactor,
    case geslacht when 'V' then 1.25 else 1 end
    * case leeftijdsklasse
        when '<25' then 0.6
        when '25-34' then 0.8
        when '35-44' then 0.95
        when '45-54' then 1.1
        when '55-59' then 1.25
        else 1.4
    end
    * case schaalgroep when '1-4' then 1.6 when '5-9' then 1.25 when '10-13' then 0.85 else 0.55 end as zwaarte,
    hash(code, geslacht, leeftijdsklasse, schaalgroep) >> 12 as nummer
from ingedeeld
group by peildatum, ministerie, code, geslacht, leeftijdsklasse, schaalgroep;

create or replace temp table verzuim_maand as
with gegroeid as (
    select
        c.* exclude (medewerkers),
        m.maand,
        make_date(year(c.peildatum), m.maand, 1) as begin,
        round(c.medewerkers * (0.94 + 0.005 * m.maand))::integer as medewerkers,
        c.nummer::bigint + m.maand * 31 + year(c.peildatum) * 1009 as maandnummer,
        c.zwaarte
        * case when m.maand in (1, 2, 11, 12) then 1.15 when m.maand in (7, 8) then 0.82 else 1 end as kans
    from verzuim_cel as c, (select unnest(range(1, 13))::integer as maand) as m
)
select
    *,
    (medewerkers * deeltijdfactor * day(last_day(begin)))::decimal(18, 2) as dagen
from gegroeid;

create or replace temp table verzuim as
with ziek as (
    select
        *,
        (dagen::double * kans * (0.6 + 0.8 * loting(maandnummer, 'ziek')))::decimal(18, 6) as gewogen
    from verzuim_maand
),
factor as (
    select
        peildatum,
        sum(dagen)::double / sum(gewogen)::double / 100
        * case year(peildatum)
            when 2022 then getvariable('verzuim_pct_2022')
            when 2023 then getvariable('verzuim_pct_2023')
            else getvariable('verzuim_pct_2024')
        end as factor
    from ziek
    where ministerie <> 'mnre1018'
    group by peildatum
)
select
    z.ministerie || strftime(z.peildatum, '_%Y%m%d') || '_v1' as bestand,
    row_number() over (
        partition by z.peildatum, z.ministerie
        order by z.maand, z.code, z.geslacht, z.leeftijdsklasse, z.schaalgroep
    )::double as volgnr,
    strftime(z.begin, '%Y-%m') as maand,
    -- SZW kent van een onderdeel de code niet.
    case when z.code <> '0910' then z.code end as onderdeel_code,
    z.geslacht,
    z.leeftijdsklasse,
    z.schaalgroep,
    z.medewerkers,
    z.dagen as beschikbare_dagen,
    least(z.gewogen::double * f.factor, z.dagen::double)::decimal(18, 2) as ziektedagen,
    floor(z.medewerkers * z.kans * 0.078 + loting(z.maandnummer, 'melding'))::integer as meldingen
from ziek as z
join factor as f using (peildatum);

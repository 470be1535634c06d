-- Vacatures van 2021 tot en met 2024 met hun afloop, en de regels daarvan in de drie aanleveringen.
--
-- Hoeveel er per jaar worden opengesteld staat in `reference`. In een aanlevering staat wat in het jaar openging en wat
-- op 1 januari nog openstond, met de stand van dat jaareinde; een sluitdatum kan erna liggen.
create or replace temp table vacature as
with nummers as (
    select
        d.jaar,
        d.populatie = 'defensie' as is_defensie,
        d.jaar * 100000 + case d.populatie when 'defensie' then 60000 else 0 end + unnest(range(d.aantal)) as nr
    from doelen as d
    where d.cijfer = 'vacatures'
),
geopend as (
    select
        n.*,
        dag_na(make_date(n.jaar, 1, 1), 365 * loting(n.nr, 'opening')) as open_datum,
        o.code,
        o.profiel,
        o.ministerie,
        o.ministerie_na,
        s.schaal
    from nummers as n
    asof join onderdeel as o on o.is_defensie = n.is_defensie and loting(n.nr, 'onderdeel') >= o.vanaf
    asof join schaal as s on s.profiel = o.profiel and loting(n.nr, 'schaal') >= s.vanaf
)
select
    *,
    case when loting(nr, 'sluiting') < 0.85 then dag_na(open_datum, 14 + 50 * pow(loting(nr, 'hoe lang open'), 2)) end
        as sluit_datum,
    case
        -- Wie niet sluit wordt altijd eens vervuld.
        when loting(nr, 'sluiting') >= 0.85 or loting(nr, 'vervuld') < 0.8
            then dag_na(open_datum, 30 + 170 * loting(nr, 'hoe lang vacant'))
    end as vervuld_datum
from geopend;

create or replace temp table vacatures as
with peildatum as (
    select unnest([date '2022-12-31', date '2023-12-31', date '2024-12-31']) as peildatum
),
stand as (
    select
        p.peildatum,
        case when p.peildatum >= date '2024-07-02' then v.ministerie_na else v.ministerie end as aan,
        v.*
    from vacature as v
    join peildatum as p
        on v.open_datum <= p.peildatum
        and (
            year(v.open_datum) = year(p.peildatum)
            or least(v.sluit_datum, v.vervuld_datum) >= date_trunc('year', p.peildatum)
        )
)
select
    aan || strftime(peildatum, '_%Y%m%d') || '_v1' as bestand,
    row_number() over (partition by aan, peildatum order by open_datum, nr)::double as volgnr,
    'VAC-' || jaar || '-' || lpad((nr % 100000)::varchar, 5, '0') as vacature_id,
    case when loting(nr, 'code leeg') >= 0.01 then code end as onderdeel_code,
    case
        when loting(nr, 'vak leeg') < 0.01 then null
        when profiel = 'beleid' and loting(nr, 'vak') < 0.45 then 'Beleid'
        when profiel = 'beveiliging' and loting(nr, 'vak') < 0.6 then 'Beveiliging'
        when profiel = 'toezicht' and loting(nr, 'vak') < 0.4 then 'Inspectie en toezicht'
        when profiel = 'schoonmaak' and loting(nr, 'vak') < 0.8 then 'Facilitair en huisvesting'
        when profiel = 'uitvoering' and loting(nr, 'vak') < 0.4 then 'Uitvoering en dienstverlening'
        else [
            'ICT',
            'ICT',
            'Juridisch',
            'Financiën en control',
            'Personeel en organisatie',
            'Communicatie',
            'Administratie en secretariaat',
            'Facilitair en huisvesting'
        ] [1 + floor(8 * loting(nr, 'vakgebied'))::integer]
    end as vakgebied,
    case
        when loting(nr, 'kanaal') < 0.55 then 'extern'
        when loting(nr, 'kanaal') < 0.85 then 'rijksbreed'
        else 'intern'
    end as kanaal,
    open_datum,
    -- Van de helft is de sluiting al aangekondigd.
    case when sluit_datum <= peildatum or loting(nr, 'aangekondigd') < 0.5 then sluit_datum end as sluit_datum,
    case when vervuld_datum <= peildatum then vervuld_datum end as vervuld_datum,
    schaal as functieschaal,
    case
        when loting(nr, 'fte') < 0.005 then 2 + floor(39 * loting(nr, 'plaatsen'))
        when loting(nr, 'fte') < 0.65 then 1
        when loting(nr, 'fte') < 0.85 then 0.89
        when loting(nr, 'fte') < 0.95 then 0.67
        else 0.5
    end::decimal(18, 2) as fte
from stand;

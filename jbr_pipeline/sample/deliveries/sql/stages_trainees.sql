-- Wie in een jaar aan een stage of traineeship begint: zoveel personen als in `reference` staat.
--
-- Eerst wie er volgens de bezetting dat jaar als trainee of stagiair in dienst kwam, met hetzelfde pseudoniem; dan
-- anderen, die voor het jaareinde weer weg zijn. Sommige trainees beginnen in een jaar aan een tweede programma en
-- sommige stagiairs lopen stage bij twee ministeries: zij tellen voor het Rijk één keer.
create or replace temp table starter as
with kandidaat as (
    select distinct on (jaar, rol, persoon_nr)
        year(s.peildatum)::integer as jaar,
        s.medewerkersgroep as rol,
        s.persoon_nr,
        s.persoon_nr as nr,
        o.is_defensie,
        s.ministerie,
        l.in_dienst as startdatum,
        false as is_tijdelijk
    from stand as s
    join loopbaan as l using (nr)
    join onderdeel as o on o.code = s.code
    where
        month(s.peildatum) = 12
        and s.medewerkersgroep in ('trainee', 'stagiair')
        and year(l.in_dienst) = year(s.peildatum)
        and not l.is_tweede
    order by jaar, rol, s.persoon_nr, s.ministerie
),
tijdelijk as (
    select
        d.jaar,
        d.cijfer as rol,
        d.populatie = 'defensie' as is_defensie,
        d.jaar * 100000
        + case d.cijfer when 'trainee' then 40000 else 0 end
        + case d.populatie when 'defensie' then 20000 else 0 end
        + unnest(range(d.aantal)) as nr
    from doelen as d
    where d.cijfer in ('trainee', 'stagiair')
),
alle as (
    from kandidaat
    union all by name
    select
        t.*,
        t.nr as persoon_nr,
        case when t.jaar >= 2024 then o.ministerie_na else o.ministerie end as ministerie,
        dag_na(make_date(t.jaar, 1, 1), 240 * loting(t.nr, 'start')) as startdatum,
        true as is_tijdelijk
    from tijdelijk as t
    asof join onderdeel as o on o.is_defensie = t.is_defensie and loting(t.nr, 'onderdeel') >= o.vanaf
)
select alle.*
from alle
join doelen as d
    on d.cijfer = alle.rol
    and d.jaar = alle.jaar
    and d.populatie = case when alle.is_defensie then 'defensie' else 'cao_rijk' end
qualify
    row_number() over (
        partition by alle.jaar, alle.rol, alle.is_defensie
        order by alle.is_tijdelijk, loting(alle.nr, 'gekozen'), alle.nr
    ) <= d.aantal;

create or replace temp table stages_trainees as
with start as (
    select *, 1 as keer
    from starter
    union all
    -- Een tweede programma, binnen hetzelfde jaar.
    select * replace (startdatum + 100 as startdatum), 2
    from starter
    where rol = 'trainee' and month(startdatum) <= 8 and loting(nr, 'tweede') < 0.06
    union all
    -- Een tweede stage, bij een ander ministerie.
    select
        s.* replace (
            s.startdatum + 110 as startdatum,
            case when s.jaar >= 2024 then o.ministerie_na else o.ministerie end as ministerie
        ),
        2
    from starter as s
    asof join onderdeel as o on o.is_defensie = s.is_defensie and loting(s.nr, 'andere plaats') >= o.vanaf
    where
        s.rol = 'stagiair'
        and month(s.startdatum) <= 8
        and loting(s.nr, 'tweede') < 0.04
        and s.ministerie not in (o.ministerie, o.ministerie_na)
)
select
    ministerie || '_' || jaar || '1231_v1' as bestand,
    row_number() over (partition by ministerie, jaar order by startdatum, nr, keer)::double as volgnr,
    md5(getvariable('zaad') || '-persoon-' || persoon_nr) as pseudo_id,
    rol,
    case
        when loting(nr, 'programma leeg') < 0.03 then null
        when rol = 'trainee' and is_defensie then 'Traineeship Defensie'
        when rol = 'trainee' and keer = 2 then 'Verdiepingsprogramma Digitaal en Data'
        when rol = 'trainee' then [
            'Rijkstraineeprogramma',
            'Rijkstraineeprogramma',
            'I-traineeship',
            'Financial Traineeship',
            'Juridisch traineeship',
            'Traineeship van het ministerie'
        ] [1 + floor(6 * loting(nr, 'programma'))::integer]
        else [
            'wo-stage',
            'wo-stage',
            'hbo-stage',
            'hbo-stage',
            'mbo-stage'
        ] [1 + floor(5 * loting(nr, 'programma'))::integer]
    end as programma,
    startdatum,
    case
        when is_tijdelijk then startdatum + 30 + floor(60 * loting(nr, 'duur'))::integer
        when rol = 'trainee' and loting(nr, 'einde bekend') < 0.7 then startdatum + 730
        when rol = 'stagiair' then startdatum + 90 + floor(90 * loting(nr, 'duur'))::integer
    end as einddatum
from start;

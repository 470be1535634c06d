-- Wat de indicatoren delen: welke aanleveringen er zijn en horen te zijn, en waarmee een dag wordt vergeleken.
create or replace temp table in_werking as
select soort, peildatum, organisatie_code, aanlevering_id
from levering;

create or replace temp table bronstand as
with dag as (
    select distinct soort, peildatum
    from levering
),
geleverd as (
    select
        d.soort as bron, d.peildatum, m.organisatie_code, w.aanlevering_id is not null as aanwezig,
        o.aanlevering_id is null as is_heel
    from dag as d
    join onderwerp as c using (soort)
    join ministerie as m on d.peildatum between m.vanaf and m.tot
    left join in_werking as w
        on w.soort = d.soort and w.peildatum = d.peildatum and w.organisatie_code = m.organisatie_code
    left join onvolledig as o on o.aanlevering_id = w.aanlevering_id
    where c.alleen_van = [] or list_contains(c.alleen_van, m.organisatie_code)
    union all
    select 'publicaties', make_date(j.jaar, 12, 31), m.organisatie_code, true, getvariable('is_volledig')
    from (select unnest(getvariable('jaren')) as jaar) as j
    join ministerie as m on make_date(j.jaar, 12, 31) between m.vanaf and m.tot
)
from geleverd
union all
select s.bron, g.peildatum, g.organisatie_code, bool_and(g.aanwezig), bool_and(g.is_heel)
from samen as s
join geleverd as g on list_contains(s.bronnen, g.bron)
group by s.bron, g.peildatum, g.organisatie_code, len(s.bronnen)
having count(*) = len(s.bronnen);

create or replace temp table vergelijking as
with dag as (
    select distinct
        bron,
        peildatum,
        if(last_day(peildatum) = peildatum, last_day(peildatum - interval 1 year), peildatum - interval 1 year)::date
            as jaar_eerder,
        month(peildatum) * 100 + if(last_day(peildatum) = peildatum, 31, day(peildatum)) as dag_van_het_jaar
    from bronstand
)
select d.bron, 'jaar_eerder' as vergelijkt, d.peildatum, v.peildatum as vorige_peildatum
from dag as d
join dag as v on v.bron = d.bron and v.peildatum = d.jaar_eerder
union all
select bron, 'basisjaar', peildatum, min(peildatum) over (partition by bron, dag_van_het_jaar)
from dag
where year(peildatum) >= getvariable('groei_basisjaar')
union all
select d.bron, 'nulmeting', d.peildatum, v.peildatum
from dag as d
join dag as v on v.bron = d.bron and v.peildatum = getvariable('taakstelling_nulmeting')
where d.peildatum >= v.peildatum;

create or replace temp table gewicht as
with laatste as (
    select organisatie_code, arg_max(nr, peildatum) as levering
    from levering
    where soort = 'bezetting'
    group by all
)
select l.organisatie_code, sum(b.uren)::bigint as omvang
from bezetting as b
join laatste as l using (levering)
where b.is_in_dienst
group by all;

-- Zonder edities is er geen vastgestelde nulmeting en niets opgeschoond.
create or replace temp view editie_nulmeting as
select null::varchar as indicator_code, null::varchar as organisatie_code, null::double as teller
where false;

-- Wat elke indicator oplevert: groepen, en de gehelen waar aandelen van gaan.
create or replace temp table groep (
    indicator_code varchar, variant varchar, structuur varchar, organisatie_code varchar, peildatum date,
    uitsplitsing varchar, categorie varchar, geheel varchar, teller double, noemer double, personen bigint,
    personen_noemer bigint, geschat_pct double
);
create or replace temp table geheel (
    indicator_code varchar, variant varchar, structuur varchar, organisatie_code varchar, peildatum date,
    uitsplitsing varchar, geheel varchar, noemer double, personen_noemer bigint
);

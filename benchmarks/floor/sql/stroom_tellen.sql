-- In-, uit- en doorstroom per plaats: van wie er een dienstverband had per overgang, van wie er meer had per persoon.
--
-- Het hoofddienstverband wordt per plaats opnieuw gekozen: dat van de persoon bij het Rijk kan bij een ministerie zijn
-- dat niet meedoet.
create or replace temp table hoofd as
select l.peildatum, l.is_nu, l.structuur, l.organisatie_code, l.nu_code, b.* exclude (van_peildatum, is_nu)
from bijzonder as b
join lid as l on l.peildatum = b.van_peildatum and l.is_nu = b.is_nu and l.levering = b.levering
join leverdag as d on d.levering = b.levering
qualify
    row_number() over (
        partition by l.structuur, l.organisatie_code, l.peildatum, l.is_nu, b.pid
        order by b.uren desc, b.dienstverband_nr, d.organisatie_code
    ) = 1;

create or replace temp table stroom_cel as
select
    'instroom' as soort, n.structuur, n.organisatie_code, n.peildatum, o.geslacht, o.leeftijdsklasse, o.organisatietype,
    sum(o.n) as n
from overgang as o
join lid as n on n.peildatum = o.peildatum and n.is_nu and n.levering = o.nu
anti join lid as t
    on
        t.peildatum = o.peildatum and not t.is_nu and t.levering = o.toen
        and t.structuur = n.structuur and t.organisatie_code = n.organisatie_code
group by all
union all
select
    'uitstroom', t.structuur, t.organisatie_code, t.peildatum, o.geslacht_toen, o.leeftijdsklasse_toen,
    o.organisatietype_toen, sum(o.n)
from overgang as o
join lid as t on t.peildatum = o.peildatum and not t.is_nu and t.levering = o.toen
anti join lid as n
    on
        n.peildatum = o.peildatum and n.is_nu and n.levering = o.nu
        and n.structuur = t.structuur and n.organisatie_code = t.organisatie_code
group by all
union all
select
    'toen', t.structuur, t.organisatie_code, t.peildatum, k.geslacht, k.leeftijdsklasse, k.organisatietype, sum(k.n)
from kubus as k
join lid as t on not t.is_nu and t.levering = k.levering
group by all
union all
select
    if(h.is_nu, 'instroom', 'uitstroom'), h.structuur, h.organisatie_code, h.peildatum, h.geslacht, h.leeftijdsklasse,
    h.organisatietype, count(*)
from hoofd as h
anti join hoofd as v
    on
        v.structuur = h.structuur and v.organisatie_code = h.organisatie_code and v.peildatum = h.peildatum
        and v.pid = h.pid and v.is_nu <> h.is_nu
group by all
union all
select 'toen', structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype, count(*)
from hoofd
where not is_nu and not is_enkel
group by all;

create or replace temp table doorstroom_cel as
with los as (
    select
        n.structuur, n.organisatie_code, n.peildatum,
        case
            when t.levering is null then if(n.organisatie_code <> 'rijk', 'ander ministerie', null)
            when n.nu_code <> t.nu_code then 'ander ministerie'
            when o.is_ander_onderdeel then 'binnen ministerie'
        end as soort,
        o.n
    from overgang as o
    join lid as n on n.peildatum = o.peildatum and n.is_nu and n.levering = o.nu
    left join lid as t
        on
            t.peildatum = o.peildatum and not t.is_nu and t.levering = o.toen
            and t.structuur = n.structuur and t.organisatie_code = n.organisatie_code
    where o.toen is not null
    union all
    select
        n.structuur, n.organisatie_code, n.peildatum,
        case
            when t.pid is null then if(n.organisatie_code <> 'rijk', 'ander ministerie', null)
            when n.nu_code <> t.nu_code then 'ander ministerie'
            when n.onderdeel <> t.onderdeel and not n.is_onderdeel_onbekend and not t.is_onderdeel_onbekend
                then 'binnen ministerie'
        end,
        1
    from hoofd as n
    semi join (from bijzonder where not is_nu) as e on e.van_peildatum = n.peildatum and e.pid = n.pid
    left join hoofd as t
        on
            t.structuur = n.structuur and t.organisatie_code = n.organisatie_code and t.peildatum = n.peildatum
            and t.pid = n.pid and not t.is_nu
    where n.is_nu
)
select structuur, organisatie_code, peildatum, soort, sum(n)::bigint as n
from los
where soort is not null
group by all;

create or replace temp macro stroommaat(code, teller, noemer, personen, personen_noemer, telt) as
    {
        'indicator_code': code, 'teller': teller::double, 'noemer': noemer::double, 'personen': personen::bigint,
        'personen_noemer': personen_noemer::bigint, 'telt': telt
    };

insert into groep by name
with gesplitst as (
    select
        soort, structuur, organisatie_code, peildatum,
        dimensies(1, 1, grouping(geslacht), grouping(leeftijdsklasse), grouping(organisatietype), 1) as uitsplitsing,
        als_categorie(null, null, geslacht, leeftijdsklasse, organisatietype, null) as categorie,
        sum(n)::bigint as n
    from stroom_cel
    group by grouping sets (
        (soort, structuur, organisatie_code, peildatum), (soort, structuur, organisatie_code, peildatum, geslacht),
        (soort, structuur, organisatie_code, peildatum, leeftijdsklasse),
        (soort, structuur, organisatie_code, peildatum, organisatietype)
    )
),
naast as (
    select
        g.structuur, g.organisatie_code, g.peildatum, g.uitsplitsing, g.categorie,
        sum(g.n) filter (g.soort = 'instroom')::bigint as instroom,
        sum(g.n) filter (g.soort = 'uitstroom')::bigint as uitstroom,
        sum(g.n) filter (g.soort = 'toen')::bigint as toen,
        coalesce(instroom, 0) as erbij,
        coalesce(uitstroom, 0) as eraf,
        coalesce(toen, 0) as voorheen
    from gesplitst as g
    group by all
),
lang as (
    select
        structuur, organisatie_code, peildatum, uitsplitsing, categorie,
        unnest([
            stroommaat('instroom', instroom, null, instroom, null, instroom is not null),
            stroommaat('uitstroom', uitstroom, null, uitstroom, null, uitstroom is not null),
            stroommaat('instroom_pct', erbij, voorheen, erbij, voorheen, coalesce(instroom, toen) is not null),
            stroommaat('uitstroom_pct', eraf, voorheen, null, null, coalesce(uitstroom, toen) is not null)
        ], recursive := true)
    from naast
)
select * exclude (telt), 'standaard' as variant, categorie as geheel
from lang
where telt;

insert into groep by name
select
    'doorstroom' as indicator_code, 'standaard' as variant, structuur, organisatie_code, peildatum,
    if(grouping(soort) = 0, 'soort', 'totaal') as uitsplitsing, coalesce(soort, 'totaal') as categorie,
    categorie as geheel, sum(n)::double as teller, sum(n)::bigint as personen
from doorstroom_cel
group by grouping sets (
    (structuur, organisatie_code, peildatum), (structuur, organisatie_code, peildatum, soort)
);

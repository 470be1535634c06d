-- Het personeel op elke peildatum, geteld per plaats en uitsplitsing.
--
-- Wie op een dag een dienstverband heeft telt eerst op in een kubus per aanlevering; alleen wie er meer heeft vraagt om
-- een keuze van het hoofddienstverband per plaats.
create or replace temp table leverdag as
select l.nr as levering, l.peildatum, l.organisatie_code, n.nu_code
from levering as l
join organisatie_nu as n using (organisatie_code)
where l.soort = 'bezetting' and not list_contains(getvariable('buiten_populatie'), l.organisatie_code);

create or replace temp table meervoud as
select l.peildatum, b.pid
from bezetting as b
join leverdag as l using (levering)
where b.is_in_dienst
group by all
having count(*) > 1;

create or replace temp table dienst_meervoudig as
select l.peildatum, l.organisatie_code as ministerie_code, l.nu_code, b.*
from bezetting as b
join leverdag as l using (levering)
semi join meervoud as m on m.peildatum = l.peildatum and m.pid = b.pid
where b.is_in_dienst;

create or replace temp table kubus as
select
    b.levering,
    b.organisatietype,
    b.geslacht,
    b.leeftijdsklasse,
    b.schaalgroep,
    b.functiefamilie,
    b.contractsoort,
    count(*)::integer as n,
    sum(b.uren)::integer as uren,
    sum(least(b.uren, 100 * getvariable('volledige_werkweek_uren')))::integer as uren_max,
    sum(b.leeftijd)::integer as leeftijden,
    count_if(b.uren < 100 * getvariable('volledige_werkweek_uren'))::integer as n_deeltijd,
    count_if(b.functieschaal <= getvariable('lage_loonschalen_tot_en_met'))::integer as n_laag,
    coalesce(sum(b.uren) filter (b.functieschaal <= getvariable('lage_loonschalen_tot_en_met')), 0)::integer
        as uren_laag,
    count_if(b.is_subtop_top)::integer as n_subtop,
    count_if(b.is_top)::integer as n_top
from bezetting as b
join leverdag as l using (levering)
anti join meervoud as m on m.peildatum = l.peildatum and m.pid = b.pid
where b.is_in_dienst
group by all;

create or replace temp table familie as
with geteld as (
    select l.peildatum, k.functiefamilie, sum(k.n) as n
    from kubus as k
    join leverdag as l using (levering)
    group by all
    union all
    select peildatum, functiefamilie, count(distinct pid)
    from dienst_meervoudig
    group by all
)
select peildatum, functiefamilie
from geteld
where functiefamilie is not null
group by all
having sum(n) >= getvariable('kleinste_categorie');

create or replace temp table meervoudig_plaats as
select
    p.structuur,
    p.in_code as organisatie_code,
    d.* replace (
        case when d.functiefamilie is null then 'onbekend' when f.functiefamilie is null then 'overig'
        else d.functiefamilie end as functiefamilie
    ),
    row_number() over (
        partition by p.structuur, p.in_code, d.peildatum, d.pid
        order by d.uren desc, d.dienstverband_nr, d.ministerie_code
    ) = 1 as is_hoofd,
    sum(d.uren) over (partition by p.structuur, p.in_code, d.peildatum, d.pid) as uren_persoon
from dienst_meervoudig as d
join plaats as p on p.organisatie_code = d.ministerie_code
left join familie as f on f.peildatum = d.peildatum and f.functiefamilie = d.functiefamilie;

create or replace temp macro dimensies(c, f, g, l, o, s) as
    coalesce(
        nullif(
            concat_ws(
                '*', if(c = 0, 'contractsoort', null), if(f = 0, 'functiefamilie', null), if(g = 0, 'geslacht', null),
                if(l = 0, 'leeftijdsklasse', null), if(o = 0, 'organisatietype', null), if(s = 0, 'schaalgroep', null)
            ), ''
        ),
        'totaal'
    );
create or replace temp macro als_categorie(c, f, g, l, o, s) as
    coalesce(nullif(concat_ws('*', c, f, g, leeftijdsklasse_naam(l), o, schaalgroep_naam(s)), ''), 'totaal');

create or replace temp table personeel as
with enkel as (
    select
        k.levering,
        dimensies(
            grouping(k.contractsoort), grouping(familie), grouping(k.geslacht), grouping(k.leeftijdsklasse),
            grouping(k.organisatietype), grouping(k.schaalgroep)
        ) as uitsplitsing,
        als_categorie(
            k.contractsoort, familie, k.geslacht, k.leeftijdsklasse, k.organisatietype, k.schaalgroep
        ) as categorie,
        sum(k.n) as n,
        sum(k.uren) as uren,
        sum(k.uren_max) as uren_max,
        sum(k.leeftijden) as leeftijden,
        sum(k.n_deeltijd) as n_deeltijd,
        sum(k.n_laag) as n_laag,
        sum(k.uren_laag) as uren_laag,
        sum(k.n_subtop) as n_subtop,
        sum(k.n_top) as n_top,
        coalesce(sum(k.n) filter (k.geslacht = 'V'), 0) as v,
        coalesce(sum(k.n_subtop) filter (k.geslacht = 'V'), 0) as v_subtop,
        coalesce(sum(k.n_top) filter (k.geslacht = 'V'), 0) as v_top
    from (
        select
            k.*,
            case when k.functiefamilie is null then 'onbekend' when f.functiefamilie is null then 'overig'
            else k.functiefamilie end as familie
        from kubus as k
        join leverdag as l using (levering)
        left join familie as f on f.peildatum = l.peildatum and f.functiefamilie = k.functiefamilie
    ) as k
    group by grouping sets (
        (levering), (levering, organisatietype), (levering, geslacht), (levering, leeftijdsklasse),
        (levering, schaalgroep), (levering, familie), (levering, contractsoort), (levering, geslacht, leeftijdsklasse),
        (levering, geslacht, schaalgroep), (levering, contractsoort, geslacht)
    )
),
meervoudig as (
    select
        m.structuur,
        m.organisatie_code,
        m.peildatum,
        dimensies(
            grouping(m.contractsoort), grouping(m.functiefamilie), grouping(m.geslacht), grouping(m.leeftijdsklasse),
            grouping(m.organisatietype), grouping(m.schaalgroep)
        ) as uitsplitsing,
        als_categorie(
            m.contractsoort, m.functiefamilie, m.geslacht, m.leeftijdsklasse, m.organisatietype, m.schaalgroep
        ) as categorie,
        sum(m.uren) as uren,
        count(distinct m.pid) as personen,
        count_if(m.is_hoofd) as n,
        sum(least(m.uren_persoon, 100 * getvariable('volledige_werkweek_uren'))) filter (m.is_hoofd) as uren_max,
        sum(m.uren_persoon) filter (m.is_hoofd) as uren_persoon,
        sum(m.leeftijd) filter (m.is_hoofd) as leeftijden,
        count_if(m.is_hoofd and m.uren_persoon < 100 * getvariable('volledige_werkweek_uren')) as n_deeltijd,
        count(distinct m.pid) filter (m.functieschaal <= getvariable('lage_loonschalen_tot_en_met')) as personen_laag,
        sum(m.uren) filter (m.functieschaal <= getvariable('lage_loonschalen_tot_en_met')) as uren_laag,
        count_if(m.is_hoofd and m.is_subtop_top) as n_subtop,
        count_if(m.is_hoofd and m.is_top) as n_top,
        count_if(m.is_hoofd and m.geslacht = 'V') as v,
        count_if(m.is_hoofd and m.is_subtop_top and m.geslacht = 'V') as v_subtop,
        count_if(m.is_hoofd and m.is_top and m.geslacht = 'V') as v_top
    from meervoudig_plaats as m
    group by grouping sets (
        (structuur, organisatie_code, peildatum), (structuur, organisatie_code, peildatum, organisatietype),
        (structuur, organisatie_code, peildatum, geslacht), (structuur, organisatie_code, peildatum, leeftijdsklasse),
        (structuur, organisatie_code, peildatum, schaalgroep), (structuur, organisatie_code, peildatum, functiefamilie),
        (structuur, organisatie_code, peildatum, contractsoort),
        (structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse),
        (structuur, organisatie_code, peildatum, geslacht, schaalgroep),
        (structuur, organisatie_code, peildatum, contractsoort, geslacht)
    )
),
samen as (
    select
        p.structuur, p.in_code as organisatie_code, l.peildatum, e.uitsplitsing, e.categorie, e.uren, e.n as personen,
        e.n, e.uren_max, e.uren as uren_persoon, e.leeftijden, e.n_deeltijd, e.n_laag as personen_laag, e.uren_laag,
        e.n_subtop, e.n_top, e.v, e.v_subtop, e.v_top
    from enkel as e
    join leverdag as l using (levering)
    join plaats as p using (organisatie_code)
    union all
    from meervoudig
)
select
    structuur, organisatie_code, peildatum, uitsplitsing, categorie,
    sum(uren) / 100 as uren,
    sum(personen)::bigint as personen,
    sum(n)::bigint as n,
    sum(uren_max) / 100 as uren_max,
    sum(uren_persoon) / 100 as uren_persoon,
    sum(leeftijden) as leeftijden,
    sum(n_deeltijd)::bigint as n_deeltijd,
    sum(personen_laag)::bigint as personen_laag,
    sum(uren_laag) / 100 as uren_laag,
    sum(n_subtop)::bigint as n_subtop,
    sum(n_top)::bigint as n_top,
    sum(v)::bigint as v,
    sum(v_subtop)::bigint as v_subtop,
    sum(v_top)::bigint as v_top
from samen
group by all;

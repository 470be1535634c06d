-- De indicatoren van het personeel, uit de tellingen per plaats en uitsplitsing.
-- Het geheel waarvan een aandeel een deel is: het geslacht, of allen.
create or replace temp macro geheel_van(categorie) as
    coalesce(list_filter(split(categorie, '*'), lambda deel: deel in ('M', 'V', 'X', 'O'))[1], 'totaal');

create or replace temp macro maat(code, variant, teller, noemer, personen, telt) as
    {
        'code': code, 'variant': variant, 'teller': teller::double, 'noemer': noemer::double,
        'personen': personen::bigint, 'telt': telt
    };

insert into groep by name
with lang as (
    select
        structuur, organisatie_code, peildatum, uitsplitsing, categorie,
        unnest([
            maat('omvang_fte', 'standaard', uren, null, personen, true),
            maat('omvang_fte', 'gemaximeerd', uren_max, null, n, n > 0),
            maat('omvang_medewerkers', 'standaard', n, null, n, n > 0),
            maat('leeftijd_gem', 'standaard', leeftijden, n, n, n > 0),
            maat('deeltijd_pct', 'standaard', n_deeltijd, n, null, n > 0),
            maat('deeltijdfactor_gem', 'standaard', uren_persoon, n * getvariable('volledige_werkweek_uren'), n, n > 0),
            maat('lage_loonschalen_fte', 'standaard', uren_laag, null, personen_laag, personen_laag > 0),
            maat('leeftijdsopbouw', 'standaard', n, null, null, n > 0),
            maat('schaalverdeling', 'standaard', uren, null, personen, true),
            maat('schaalverdeling', 'personen', n, null, n, n > 0),
            maat('contracttype_pct', 'standaard', n, null, null, n > 0),
            maat('vrouwen_pct', 'standaard', v, n, null, n > 0),
            maat('vrouwen_subtop_top_pct', 'standaard', v_subtop, n_subtop, null, n_subtop > 0),
            maat('vrouwen_top_pct', 'standaard', v_top, n_top, null, n_top > 0)
        ], recursive := true)
    from personeel
)
select
    l.code as indicator_code, l.variant, l.structuur, l.organisatie_code, l.peildatum, l.uitsplitsing, l.categorie,
    if(i.verdeling is null, l.categorie, geheel_van(l.categorie)) as geheel, l.teller, l.noemer, l.personen
from lang as l
join indicator as i on i.indicator_code = l.code and list_contains(i.uitsplitsingen, l.uitsplitsing)
where l.telt;

insert into geheel
select
    i.indicator_code,
    v.variant,
    p.structuur,
    p.organisatie_code,
    p.peildatum,
    u.uitsplitsing,
    p.categorie,
    case v.variant when 'standaard' then if(i.indicator_code = 'schaalverdeling', p.uren, p.n) else p.n end,
    if(i.indicator_code = 'schaalverdeling', if(v.variant = 'standaard', p.personen, p.n), null)
from personeel as p
join (
    values
    ('totaal', 'leeftijdsklasse', 'leeftijdsopbouw'), ('geslacht', 'geslacht*leeftijdsklasse', 'leeftijdsopbouw'),
    ('totaal', 'schaalgroep', 'schaalverdeling'), ('geslacht', 'geslacht*schaalgroep', 'schaalverdeling'),
    ('totaal', 'contractsoort', 'contracttype_pct'), ('geslacht', 'contractsoort*geslacht', 'contracttype_pct')
) as u (van, uitsplitsing, indicator_code) on u.van = p.uitsplitsing
join indicator as i on i.indicator_code = u.indicator_code
cross join unnest(i.varianten) as v (variant)
where p.n > 0 or (i.indicator_code = 'schaalverdeling' and v.variant = 'standaard');

-- Groei sinds het basisjaar: de omvang van nu naast die van dezelfde dag in het basisjaar.
insert into groep by name
with basis as (
    select peildatum, vorige_peildatum
    from vergelijking
    where bron = 'bezetting' and vergelijkt = 'basisjaar'
),
omvang as (
    from personeel
    where uitsplitsing in ('totaal', 'organisatietype')
),
regel as (
    select
        o.structuur, o.organisatie_code, o.peildatum, o.uitsplitsing, o.categorie, o.uren, 0 as uren_toen, o.personen,
        0 as personen_toen
    from omvang as o
    semi join basis as b using (peildatum)
    union all
    select o.structuur, o.organisatie_code, b.peildatum, o.uitsplitsing, o.categorie, 0, o.uren, 0, o.personen
    from omvang as o
    join basis as b on b.vorige_peildatum = o.peildatum
)
select
    'omvang_fte_groei' as indicator_code, 'standaard' as variant, structuur, organisatie_code, peildatum, uitsplitsing,
    categorie, categorie as geheel,
    (sum((100 * uren)::bigint) - sum((100 * uren_toen)::bigint)) / 100 as teller,
    sum((100 * uren_toen)::bigint) / 100 as noemer,
    sum(personen)::bigint as personen,
    sum(personen_toen)::bigint as personen_noemer
from regel
group by all;

insert into groep by name
select
    'taakstelling_nulmeting_fte' as indicator_code, 'standaard' as variant, structuur, organisatie_code, peildatum,
    'totaal' as uitsplitsing, 'totaal' as categorie, 'totaal' as geheel, uren as teller, personen
from personeel
where
    peildatum = getvariable('taakstelling_nulmeting')
    and uitsplitsing = 'organisatietype'
    and categorie = 'kerndepartement'
    and (structuur = 'nu' or organisatie_code = 'rijk');

-- Per fte of medewerker: onder de streep alleen de ministeries waarvan ook de teller er is.
create or replace temp table beide as
with kenmerk as (
    select l.peildatum, l.organisatie_code, o.kenmerk
    from organisatie as o
    join levering as l on l.soort = 'organisatie' and l.nr = o.levering
)
select k.code, b.peildatum, b.organisatie_code as ministerie_code
from bronstand as b
join (
    values ('m2_per_fte', 'kantoor_m2'), ('opleiding_per_medewerker', 'opleiding_euro')
) as k (code, kenmerk) on b.bron = 'bezetting+organisatie'
semi join kenmerk as o
    on o.peildatum = b.peildatum and o.organisatie_code = b.organisatie_code and o.kenmerk = k.kenmerk
where b.aanwezig
union all
select 'apparaatsuitgaven_per_fte', peildatum, organisatie_code
from bronstand
where bron = 'bezetting+financien' and aanwezig;

insert into groep by name
with noemers as (
    select b.code, p.structuur, p.in_code as organisatie_code, b.peildatum, sum(k.uren) as uren, sum(k.n) as personen
    from beide as b
    join leverdag as l on l.peildatum = b.peildatum and l.organisatie_code = b.ministerie_code
    join kubus as k using (levering)
    join plaats as p on p.organisatie_code = b.ministerie_code
    group by all
    union all
    select b.code, m.structuur, m.organisatie_code, m.peildatum, sum(m.uren), count(distinct m.pid)
    from beide as b
    join meervoudig_plaats as m using (peildatum, ministerie_code)
    group by all
),
noemer as (
    select code, structuur, organisatie_code, peildatum, sum(uren) / 100 as uren, sum(personen)::bigint as personen
    from noemers
    group by all
),
tellers as (
    select case o.kenmerk when 'kantoor_m2' then 'm2_per_fte' else 'opleiding_per_medewerker' end as code,
        l.peildatum, l.organisatie_code as ministerie_code, o.waarde::decimal(24, 2) as bedrag
    from organisatie as o
    join levering as l on l.soort = 'organisatie' and l.nr = o.levering
    where o.kenmerk in ('kantoor_m2', 'opleiding_euro')
),
teller as (
    select t.code, p.structuur, p.in_code as organisatie_code, t.peildatum, sum(t.bedrag) as bedrag
    from tellers as t
    semi join beide as b using (code, peildatum, ministerie_code)
    join plaats as p on p.organisatie_code = t.ministerie_code
    where not list_contains(getvariable('buiten_populatie'), t.ministerie_code)
    group by all
    union all
    select 'apparaatsuitgaven_per_fte', u.structuur, u.organisatie_code, u.peildatum, sum(u.bedrag_eur)
    from uitgave as u
    semi join beide as b
        on b.code = 'apparaatsuitgaven_per_fte' and b.peildatum = u.peildatum and b.ministerie_code = u.ministerie_code
    where not list_contains(getvariable('buiten_populatie'), u.ministerie_code)
    group by all
)
select
    code as indicator_code, 'standaard' as variant, structuur, organisatie_code, peildatum, 'totaal' as uitsplitsing,
    'totaal' as categorie, 'totaal' as geheel,
    case code
        when 'opleiding_per_medewerker' then t.bedrag
        else coalesce(t.bedrag, 0) * getvariable('volledige_werkweek_uren')
    end::double as teller,
    if(code = 'opleiding_per_medewerker', n.personen, coalesce(n.uren, 0)) as noemer,
    coalesce(n.personen, 0) as personen_noemer
from teller as t
full join noemer as n using (code, structuur, organisatie_code, peildatum)
where code <> 'opleiding_per_medewerker' or (t.bedrag is not null and n.personen is not null);

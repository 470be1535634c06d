-- Wat bij wat optelt: elk verband is een som van cellen die met een bekend verschil nul is.
--
-- lid: de cellen van een verband met hun teken. Verbanden zijn er van categorieën naar hun totaal, van ministeries naar
-- het Rijk en naar de ministeries van nu, van een deel en de rest naar het geheel, en van personen naar de rijen waarin
-- zij zijn aangeleverd. De rest van een geheel is een cel
-- die niemand publiceert en die een buitenstaander toch kan uitrekenen; zij staat achteraan in cel.
--
-- op_plaats: waar een cel voor staat. Een ministerie dat er in de structuur van nu net zo uitziet staat alleen als toen in
-- cel, en is dan beide.
create or replace temp table op_plaats as
select cel, populatie, dag, structuur, organisatie_code, kenmerk
from cel
union all
select c.cel, c.populatie, c.dag, 'nu', c.nu_code, c.kenmerk
from cel as c
where
    c.structuur = 'toen' and c.organisatie_code <> 'rijk' and c.nu_code is not null
    and not exists (
        from cel as n
        where n.structuur = 'nu' and n.populatie = c.populatie and n.dag = c.dag and n.organisatie_code = c.nu_code
    );

create or replace temp table deel as
with delen as (
    -- Teller en noemer van een aandeel, en categorieën die elkaar overlappen in hun totaal.
    select d.cel as deel, g.cel as geheel, null::double as per_persoon
    from rij_cel as d
    join rij_cel as g using (rij)
    where d.plek = 'teller' and g.plek = 'noemer' and d.deel_van_geheel
    union
    select c.cel, g.cel, null
    from cel as c
    join cel as g using (populatie, dag, structuur, organisatie_code)
    semi join overlappend as o on o.populatie = c.populatie and o.namen = c.namen
    where g.kenmerk = ''
    union
    select c.cel, g.cel, v.per_persoon
    from cel as c
    join deel_verband as v on v.populatie = c.populatie
    join op_plaats as g
        on
            g.populatie = v.geheel
            and g.structuur = c.structuur
            and g.organisatie_code = c.organisatie_code
            and g.kenmerk = array_to_string(
                list_sort(list_concat(v.kenmerken, if(c.kenmerk = '', [], split(c.kenmerk, '|')))), '|'
            )
    left join (from vergelijking where bron = 'bezetting' and vergelijkt = 'jaar_eerder') as j on j.peildatum = c.dag
    where g.dag = if(v.dag = 'jaar_eerder', j.vorige_peildatum, c.dag)
)
select
    row_number() over (order by deel, geheel)::integer - 1 + (select count(*) from cel)::integer as rest,
    deel, geheel, max(per_persoon) as per_persoon
from delen
where deel <> geheel
group by deel, geheel;

-- Wat samen het Rijk is, in de structuur van toen en van nu, en wat samen de rijen van een aanlevering is.
create or replace temp table geheel_som as
select 'toen' as structuur, r.cel as geheel, c.cel
from cel as r
join cel as c using (populatie, dag, kenmerk)
where
    r.organisatie_code = 'rijk' and c.organisatie_code <> 'rijk' and c.structuur = 'toen'
    and r.populatie not in (select populatie from niet_optelbaar)
union all
select 'nu', r.cel, n.cel
from cel as r
join op_plaats as n using (populatie, dag, kenmerk)
where r.organisatie_code = 'rijk' and n.structuur = 'nu' and n.organisatie_code <> 'rijk'
union all
select 'rijen', r.cel, c.cel
from cel as r
join rijen_verband as v on v.soort = r.kenmerk
join cel as c
    on
        c.populatie = v.populatie
        and c.dag = r.dag
        and c.structuur = 'toen'
        and c.organisatie_code = r.organisatie_code
        and c.kenmerk = ''
where r.populatie = 'rijen';

-- Wat een geheel scheelt met wat er samen in zit, en wat niemand publiceert. Wie tussen ministeries verhuist telt daar
-- mee en bij het Rijk niet; een organisatie die te klein is voor een eigen cijfer telt bij het Rijk mee; niet elke rij is
-- een persoon die meetelt.
create or replace temp table speling as
with gevonden as (
    select distinct s.structuur, s.geheel, 'verhuisd' as soort
    from geheel_som as s
    join cel as r on r.cel = s.geheel
    where s.structuur = 'nu' and r.kenmerk <> '' and r.populatie in (select populatie from niet_optelbaar)
    union
    select s.structuur, s.geheel, 'te klein'
    from geheel_som as s
    join cel as r on r.cel = s.geheel
    semi join opgedeeld as k
        on
            k.populatie = r.populatie
            and k.dag = r.dag
            and k.structuur = s.structuur
            and k.waarde is null
            and k.reden_leeg = 'organisatie te klein'
    union
    select structuur, geheel, 'telt niet'
    from geheel_som
    where structuur = 'rijen'
)
select
    row_number() over (order by geheel, structuur, soort)::integer - 1
    + (select count(*) from cel)::integer + (select count(*) from deel)::integer as cel,
    *,
    if(soort = 'verhuisd', -1, 1) as teken
from gevonden;

create or replace temp table lid as
with kenmerken as (
    select c.cel, c.populatie, c.dag, c.structuur, c.organisatie_code, c.namen, c.kenmerk, unnest(split(c.kenmerk, '|')) as een
    from cel as c
    where c.kenmerk <> ''
),
categorie as (
    select
        k.cel,
        hash('categorie', k.populatie, k.dag, k.structuur, k.organisatie_code, f.kenmerk, r.ouder) as verband,
        k.populatie, k.dag, k.structuur, k.organisatie_code, r.ouder
    from kenmerken as k
    join volledig as f
        on f.populatie = k.populatie and f.namen = k.namen and f.kenmerk = split(k.een, '=')[1]
    cross join lateral (
        select array_to_string(list_filter(split(k.kenmerk, '|'), lambda x: x <> k.een), '|') as ouder
    ) as r
),
per_categorie as (
    select distinct c.verband, o.cel, -1 as teken
    from categorie as c
    join cel as o
        on
            o.populatie = c.populatie
            and o.dag = c.dag
            and o.structuur = c.structuur
            and o.organisatie_code = c.organisatie_code
            and o.kenmerk = c.ouder
    union all
    select verband, cel, 1 from categorie
),
per_structuur as (
    select hash('nu', n.cel) as verband, n.cel as geheel, t.cel
    from cel as n
    join cel as t using (populatie, dag, kenmerk)
    where
        n.structuur = 'nu' and t.structuur = 'toen' and t.nu_code = n.organisatie_code and t.organisatie_code <> 'rijk'
        and n.populatie not in (select populatie from niet_optelbaar)
),
rest as (
    select hash('rest', rest) as verband, unnest([deel, rest, geheel]) as cel, unnest([1, 1, -1]) as teken
    from deel
),
gebleven as (
    select distinct hash('gebleven', a.rest, b.rest) as verband, unnest([a.rest, b.rest]) as cel, unnest([1, -1]) as teken
    from deel as a
    join cel as i on i.cel = a.deel
    join deel_verband as v on v.populatie = i.populatie and v.blijft is not null
    join cel as u
        on
            u.populatie = v.blijft
            and u.dag = i.dag
            and u.structuur = i.structuur
            and u.organisatie_code = i.organisatie_code
            and u.kenmerk = i.kenmerk
    join deel as b on b.deel = u.cel
    where i.namen = '' or list_contains(v.behoudt, i.namen)
),
alle as (
    select verband, cel, teken from per_categorie
    union all
    select hash('geheel', structuur, geheel), cel, 1 from geheel_som
    union
    select hash('geheel', structuur, geheel), geheel, -1 from geheel_som
    union
    select hash('geheel', structuur, geheel), cel, teken from speling
    union all
    select verband, cel, 1 from per_structuur
    union
    select verband, geheel, -1 from per_structuur
    union all
    from rest
    union all
    from gebleven
)
select distinct dense_rank() over (order by verband) - 1 as verband, cel, teken
from alle
qualify count(*) over (partition by verband) > 1;

-- De rest heeft van elke maat wat geheel en deel samen niet hebben, en is klein als er een tot vier personen in zitten.
insert into maat
select d.rest, g.maat, g.waarde - m.waarde
from deel as d
join maat as m on m.cel = d.deel
join maat as g on g.cel = d.geheel and g.maat = m.maat;

insert into cel (cel, populatie, personen, is_klein, is_bekend, per_persoon)
with rest as (
    select
        d.rest,
        d.per_persoon,
        -- Waar de personen van de rest niet te tellen zijn, zijn het er minstens zoveel als er van hun maat is.
        if(d.per_persoon is null, g.personen - m.personen, ceil(u.waarde / d.per_persoon)) as personen
    from deel as d
    join cel as m on m.cel = d.deel
    join cel as g on g.cel = d.geheel
    -- Als gelijkheid: een losse voorwaarde op d maakt er in DuckDB een join van elke met elke rij van.
    left join maat as u on u.cel = if(d.per_persoon is null, null, d.rest)
)
select
    rest,
    'rest',
    greatest(coalesce(personen, 0), 0),
    coalesce(personen between 1 and getvariable('kleinste_aantal') - 1, false),
    false,
    per_persoon
from rest
order by rest;

insert into maat
with per_som as (
    select s.cel, s.teken as eigen_teken, l.verband, l.cel as lid, l.teken
    from speling as s
    join lid as zelf using (cel)
    join lid as l on l.verband = zelf.verband and l.cel <> s.cel
),
leden as (
    select cel, count(*) as aantal from per_som group by all
)
select p.cel, m.maat, -sum(p.teken * m.waarde) * p.eigen_teken
from per_som as p
join leden as n using (cel)
join maat as m on m.cel = p.lid
group by p.cel, p.eigen_teken, m.maat, n.aantal
having count(*) = n.aantal;

insert into cel (cel, populatie, personen, is_klein, is_bekend)
select
    s.cel, 'rest',
    greatest(-sum(l.teken * c.personen) * s.teken, 0),
    s.soort = 'te klein' and -sum(l.teken * c.personen) between 1 and getvariable('kleinste_aantal') - 1,
    false
from speling as s
join lid as zelf using (cel)
join lid as l on l.verband = zelf.verband and l.cel <> s.cel
join cel as c on c.cel = l.cel
group by s.cel, s.teken, s.soort
order by s.cel;

-- Brengt de omvang in fte op de drie jaareinden precies op het doel, zonder Defensie.
--
-- De nummers zijn willekeurig, dus wie boven het doel uitkomt kan weg zonder iets te vertekenen. Het laatste nummer
-- dat nog past krijgt de uren die overblijven. Eerst wie er op 31-12-2022 was; dan per jaar, gegeven wie er van de
-- eerdere jaren nog telt, wie er in dat jaar bij kwam.
create or replace temp macro meetellend(dag) as table
select
    l.nr,
    l.groep,
    l.cohort,
    case when l.wijzigdatum <= dag then l.uren_2 else l.uren_1 end as uren
from loopbaan as l
join onderdeel as o on o.code = case when l.verhuisdatum <= dag then l.code_2 else l.code end
where
    l.groep <> 'overig'
    and not o.is_defensie
    and l.in_dienst <= dag
    and (coalesce(l.uit_dienst, date '9999-12-31') >= dag or l.terug_op <= dag);

create or replace temp macro laatste_nummer(jaar, doel_fte) as table
with telt as (
    select *, groep = 'rijk' and cohort = jaar as is_nieuw
    from meetellend(make_date(jaar, 12, 31))
),
nieuw as (
    select nr, uren, sum(uren) over (order by nr) as loopt
    from telt
    where is_nieuw
),
nodig as (
    select doel_fte * 36 - coalesce(sum(uren) filter (not is_nieuw), 0) as uren
    from telt
)
select nieuw.nr, nodig.uren - (nieuw.loopt - nieuw.uren) as rest
from nieuw, nodig
where nieuw.loopt >= nodig.uren
order by nieuw.nr
limit 1;

create or replace temp table grens as
from laatste_nummer(2022, getvariable('fte_2022'));

delete from loopbaan where groep = 'rijk' and cohort = 2022 and nr > (select nr from grens);

update loopbaan set uren_1 = grens.rest, uren_2 = grens.rest
from grens
where loopbaan.nr = grens.nr;

create or replace temp table grens as
from laatste_nummer(2023, getvariable('fte_2023'));

delete from loopbaan where groep = 'rijk' and cohort = 2023 and nr > (select nr from grens);

update loopbaan set uren_1 = grens.rest, uren_2 = grens.rest
from grens
where loopbaan.nr = grens.nr;

create or replace temp table grens as
from laatste_nummer(2024, getvariable('fte_2024'));

delete from loopbaan where groep = 'rijk' and cohort = 2024 and nr > (select nr from grens);

update loopbaan set uren_1 = grens.rest, uren_2 = grens.rest
from grens
where loopbaan.nr = grens.nr;

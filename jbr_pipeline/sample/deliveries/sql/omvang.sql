-- Brengt de omvang in fte op de twee jaareinden precies op het doel, zonder Defensie.
--
-- De nummers zijn willekeurig, dus wie boven het doel uitkomt kan weg zonder iets te vertekenen. Het laatste nummer
-- dat nog past krijgt de uren die overblijven. Eerst wie er op 31-12-2023 was; dan, gegeven wie daarvan een jaar later
-- nog telt, wie er in 2024 bij kwam.
create or replace temp view meetellend_eind_2024 as
select
    l.*,
    case when l.wijzigdatum <= date '2024-12-31' then l.uren_2 else l.uren_1 end as uren
from loopbaan as l
join onderdeel as o
    on o.code = case when l.verhuisdatum <= date '2024-12-31' then l.code_2 else l.code end
where
    l.groep <> 'overig'
    and not o.is_defensie
    and (coalesce(l.uit_dienst, date '9999-12-31') >= date '2024-12-31' or l.terug_op <= date '2024-12-31');

create or replace temp table grens as
select nr, doel - (loopt - uren) as rest
from (
    select
        nr,
        uren_1 as uren,
        getvariable('fte_2023') * 36 as doel,
        sum(uren_1) over (order by nr) as loopt
    from loopbaan
    where groep = 'rijk' and not is_instromer
)
where loopt >= doel
order by nr
limit 1;

delete from loopbaan where groep = 'rijk' and not is_instromer and nr > (select nr from grens);

update loopbaan set uren_1 = grens.rest, uren_2 = grens.rest
from grens
where loopbaan.nr = grens.nr;

create or replace temp table grens as
select nr, doel - (loopt - uren) as rest
from (
    select
        nr,
        uren,
        getvariable('fte_2024') * 36 - (
            select sum(uren)
            from meetellend_eind_2024
            where groep <> 'rijk' or not is_instromer
        ) as doel,
        sum(uren) over (order by nr) as loopt
    from meetellend_eind_2024
    where groep = 'rijk' and is_instromer
)
where loopt >= doel
order by nr
limit 1;

delete from loopbaan where groep = 'rijk' and is_instromer and nr > (select nr from grens);

update loopbaan set uren_1 = grens.rest, uren_2 = grens.rest
from grens
where loopbaan.nr = grens.nr;

-- Wat geen regel is, per aanlevering.
insert into losse_regel
select $soort, l.nr, count(a.levering)
from levering as l
left join afgewezen as a on a.levering = l.nr and a.cellen is null
where l.soort = $soort
group by all;

-- One row for each delivery and rule, zeros included.
with geteld as (
    select aanlevering_id, count(*) as geteld
    from $bron
    group by aanlevering_id
),
overtreden as (
    select aanlevering_id, regel, count(*) as overtredingen
    from (select aanlevering_id, unnest(regels) as regel from $breuken)
    group by all
)
select aanlevering_id, regel, geteld, coalesce(overtredingen, 0) as overtredingen
from geteld
cross join (select unnest([$regels]) as regel)
left join overtreden using (aanlevering_id, regel)

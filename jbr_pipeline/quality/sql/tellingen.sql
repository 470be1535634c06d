-- One row for each delivery and rule, zeros included.
with
$botsingen,
botsend as (
    select aanlevering_id, sum(len(regelnrs)) as aantal
    from botsing
    group by aanlevering_id
),
geteld as (
    select aanlevering_id, count(*) as geteld, [$aantallen] as aantallen
    from $bron
    group by aanlevering_id
)
select
    aanlevering_id,
    unnest([$regels]) as regel,
    geteld,
    unnest(list_append(aantallen, coalesce(botsend.aantal, 0)))::bigint as overtredingen
from geteld
left join botsend using (aanlevering_id)

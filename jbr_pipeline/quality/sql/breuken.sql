-- One row for each delivered row that breaks a rule. Rules travel as positions in the contract until the last
-- select, and predicates are written out a second time only for the rows that the filter let through.
with
$botsingen,
botsend as (
    select aanlevering_id, unnest(regelnrs) as regelnr
    from botsing
),
gebroken as (
    select aanlevering_id, regelnr, list_filter([$posities], lambda p: p is not null) as posities
    from $bron
    where $een_gebroken
),
samen as (
    select
        aanlevering_id,
        regelnr,
        list_concat(
            coalesce(gebroken.posities, []),
            case when botsend.regelnr is not null then [$sleutelpositie] else [] end
        ) as posities
    from gebroken
    full join botsend using (aanlevering_id, regelnr)
)
select
    aanlevering_id,
    regelnr,
    list_select([$regels], posities) as regels,
    list_select([$kolommen], posities) as kolommen,
    list_has_any(posities, [$kritieke_posities]::integer[]) as kritiek
from samen

-- One row for each delivered row that breaks a rule. What a row breaks on its own is known already; rules travel as
-- positions in the contract until the last select.
with
$botsingen,
gebroken as (
    select
        rij,
        aanlevering_id,
        regelnr,
        list_filter(range(1, len(gebroken) + 1), lambda n: gebroken[n] = '1') as posities,
        herhaling > 0 as is_herhaald
    from $bron
    where gebroken is not null or herhaling > 0
),
samen as (
    select
        rij,
        coalesce(g.aanlevering_id, b.aanlevering_id) as aanlevering_id,
        coalesce(g.regelnr, b.regelnr) as regelnr,
        list_concat(
            coalesce(g.posities, []),
            if(coalesce(g.is_herhaald, false), [$herhalingspositie], []),
            if(b.regelnr is not null, [$sleutelpositie], [])
        ) as posities
    from gebroken as g
    full join botsend as b using (rij)
)
select
    rij,
    aanlevering_id,
    regelnr,
    list_select([$regels], posities) as regels,
    list_select([$kolommen], posities) as kolommen,
    list_has_any(posities, [$kritieke_posities]::bigint[]) as kritiek
from samen

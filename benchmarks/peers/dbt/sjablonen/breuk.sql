-- De regels die een eis breken, en welke.
with alleen as (
    select
        rowid as rij,
        list_filter([$regels], lambda r: r is not null) as regels
    from {{ ref('stg_$soort') }}
    where $breuken
),
samen as (
    select
        rij,
        list_concat(
            coalesce(a.regels, []),
            if(d.herhaling > 0, ['regel_niet_herhaald'], []),
            if(d.is_botsing, ['sleutel_uniek'], [])
        ) as regels
    from alleen as a
    full join {{ ref('dubbel_$soort') }} as d using (rij)
)
select rij, regels, list_has_any(regels, [$kritiek]) as is_kritiek
from samen

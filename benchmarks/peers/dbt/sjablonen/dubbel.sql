-- De regels die hun sleutel met een andere delen: is het een exacte herhaling, en zo niet, botst de sleutel dan nog?
with gedeeld as (
    select aanlevering_id, $sleutel
    from {{ ref('stg_$soort') }}
    group by all
    having count(*) > 1
),
genummerd as (
    select
        s.rowid as rij,
        aanlevering_id,
        $sleutel,
        row_number() over (partition by aanlevering_id, $rij order by s.rowid) - 1 as herhaling
    from {{ ref('stg_$soort') }} as s
    where (aanlevering_id, $sleutel) in (from gedeeld) or not ($sleutel_volledig)
)
select
    rij,
    herhaling,
    herhaling = 0
    and $sleutel_volledig
    and count(*) filter (herhaling = 0) over (partition by aanlevering_id, $sleutel) > 1 as is_botsing
from genummerd
qualify herhaling > 0 or is_botsing

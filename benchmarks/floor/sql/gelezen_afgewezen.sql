-- De afgewezen regels, elke cel zoals het contract haar leest.
with ruw as (
    select levering, $ruw
    from afgewezen
    where cellen is not null
),
getypeerd as (
    select *, $kolommen
    from ruw
)
select l.nr as levering, l.peildatum, l.organisatie_code as ministerie_code, g.* exclude (levering)$vlaggen
from getypeerd as g
join levering as l on l.soort = $soort and l.nr = g.levering

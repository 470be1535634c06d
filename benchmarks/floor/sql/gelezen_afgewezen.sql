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
select g.*, l.peildatum, l.ministerie_code$vlaggen
from getypeerd as g
join (
    select nr as levering, peildatum, organisatie_code as ministerie_code
    from levering
    where soort = $soort
) as l using (levering)

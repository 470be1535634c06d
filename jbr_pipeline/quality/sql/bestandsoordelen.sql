-- One row for each delivery and file rule; a measure without a value gives no verdict.
select
    aanlevering_id,
    unnest([$regels]) as regel,
    unnest([$waarden]) as waarde,
    unnest([$gezakt]) as gezakt
from $bron

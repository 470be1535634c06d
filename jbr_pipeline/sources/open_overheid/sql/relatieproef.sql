-- How many documents were probed for relations that their detail keeps silent about since the probe last came to a
-- conclusion, and whether any of them had some.
select
    count(*),
    coalesce(bool_or(status = 200 and json_valid(body) and json_array_length(body) > 0), false)
from overig
where
    soort = 'relaties'
    and volgnr > coalesce(
        (select max(volgnr) from overig where soort = 'notitie' and aanleiding = 'relaties'),
        -1
    )

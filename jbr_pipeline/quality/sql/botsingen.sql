-- The rows whose key another row of the same delivery holds too, repeats and incomplete keys left out.
-- Only rows that are known to share it, perhaps by the chance collision of a hash, are compared for real.
botsend as (
    select rij, aanlevering_id, regelnr
    from $bron
    where $sleutel_telt
    qualify count(*) over (partition by $sleutel) > 1
)

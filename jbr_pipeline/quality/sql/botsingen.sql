-- The rows whose key another row of the same delivery holds too, repeats and incomplete keys left out.
-- Grouping on a 64-bit hash first keeps the wide key texts out of the large group-by; only keys whose hash
-- comes back are compared for real, so that a chance collision of hashes costs time and nothing else.
verdacht as materialized (
    select $sleutel_hash as sleutelhash
    from $bron
    where $sleutel_telt
    group by sleutelhash
    having count(*) > 1
),
botsend as (
    select rij, aanlevering_id, regelnr
    from $bron
    where $sleutel_telt and $sleutel_hash in (from verdacht)
    qualify count(*) over (partition by $sleutel) > 1
)

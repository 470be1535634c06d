-- The keys that more than one row of a delivery holds, repeats and incomplete keys left out.
-- Grouping on a 64-bit hash first keeps the wide key texts out of the large group-by; only keys whose hash
-- comes back are compared for real, so that a chance collision of hashes costs time and nothing else.
verdacht as materialized (
    select $sleutel_hash as sleutelhash
    from $bron
    where $sleutel_telt
    group by sleutelhash
    having count(*) > 1
),
botsing as materialized (
    select aanlevering_id, list(regelnr) as regelnrs
    from $bron
    where $sleutel_telt and $sleutel_hash in (from verdacht)
    group by $sleutel
    having count(*) > 1
)

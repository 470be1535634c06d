-- De regels die er dubbel zijn: een herhaling van een eerdere, of een andere met dezelfde sleutel. Alleen sleutels die
-- vaker voorkomen worden bekeken.
create or replace temp table dubbel as
with verdacht as (
    select hash($sleutel) as sleutelhash
    from $bron
    group by all
    having count(*) > 1
),
genummerd as (
    select
        rowid as rij,
        $sleutel,
        $gevuld as is_gevuld,
        row_number() over (partition by $rij order by rowid) = 1 as is_eerste
    from $bron
    where hash($sleutel) in (from verdacht)
)
select
    rij,
    levering,
    not is_eerste as is_herhaling,
    is_eerste and is_gevuld and count(*) filter (is_eerste and is_gevuld) over (partition by $sleutel) > 1 as is_botsing
from genummerd;

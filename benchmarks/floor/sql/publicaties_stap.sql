-- Een document neemt de kleinste groep over die op een van zijn knopen staat; herhaald tot niets meer verschuift.
update verbonden
set kleinste = p.kleinste
from (
    select k.document_id, min(s.kleinste) as kleinste
    from knoop as k
    join (
        select k.knoop, min(v.kleinste) as kleinste
        from knoop as k
        join verbonden as v using (document_id)
        group by all
    ) as s using (knoop)
    group by all
) as p
where verbonden.document_id = p.document_id and p.kleinste < verbonden.kleinste

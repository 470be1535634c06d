-- One step of joining: a document takes the smallest group found on any of its nodes. Repeated until nothing moves.
with per_knoop as (
    select k.knoop, min(g.groep) as groep
    from knopen as k
    inner join groepen as g using (document_id)
    group by all
),
per_document as (
    select k.document_id, min(p.groep) as groep
    from knopen as k
    inner join per_knoop as p using (knoop)
    group by all
)
update groepen
set groep = p.groep
from per_document as p
where groepen.document_id = p.document_id and p.groep < groepen.groep

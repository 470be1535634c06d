-- What the harvester knows of each document: the version last listed, the version last asked for, the version that
-- filtered searches labelled, whether it is withdrawn, and when the source last showed it, on a page or by itself.
-- `vergeefs` counts how often this very version was asked for and not found.
with gevraagd as (
    select
        document_id,
        arg_max(sleutel, volgnr) as sleutel,
        arg_max(status, volgnr) as status,
        max(opgehaald_op) as laatst_op
    from details
    group by all
),
vergeefs as (
    select document_id, sleutel, count(*) as keren
    from details
    where status <> 200
    group by all
)
select
    t.document_id,
    t.sleutel as lijstsleutel,
    t.lijstdatum,
    g.sleutel as gevraagd,
    case when g.status <> 200 then coalesce(v.keren, 0) else 0 end as vergeefs,
    i.document_id is not null as ingetrokken,
    l.sleutel as gelabeld,
    greatest(t.laatst_getoond_op, g.laatst_op) as getoond
from treffers as t
left join gevraagd as g using (document_id)
left join vergeefs as v on v.document_id = g.document_id and v.sleutel = g.sleutel
left join ingetrokken as i on i.document_id = t.document_id
left join labels as l on l.document_id = t.document_id

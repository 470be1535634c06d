-- The documents that are withdrawn, and when this was found.
-- Only a confirmation counts: a request made because a complete re-reading of the period no longer showed the
-- document. A hit or a body after it clears the tombstone. For `ronl-` ids it is not certain that the API resolves
-- them at all, so for one that never gave a body, "not found" says nothing; it takes absence from the list in two
-- separate runs (410 Gone is plain for every id).
create or replace temp table ingetrokken as
with antwoord as (
    select
        volgnr,
        loop,
        document_id,
        status,
        opgehaald_op,
        aanleiding = 'bevestiging' and (status <> 200 or vervallen) as weg,
        status = 200 as gelezen
    from details
),
aanwezig as (
    select document_id, laatste_volgnr as volgnr, false as gelezen
    from treffers
    union all
    select document_id, volgnr, true as gelezen
    from antwoord
    where gelezen and not weg
),
laatst_aanwezig as (
    select document_id, max(volgnr) as volgnr, bool_or(gelezen) as ooit_gelezen
    from aanwezig
    group by all
)
select a.document_id, min(a.opgehaald_op) as ingetrokken_op
from antwoord as a
left join laatst_aanwezig as l using (document_id)
where a.weg and a.volgnr > coalesce(l.volgnr, -1)
group by a.document_id
having
    bool_or(a.status = 410 or a.gelezen or coalesce(l.ooit_gelezen, false))
    or count(distinct a.loop) >= 2
    or not starts_with(a.document_id, 'ronl-')

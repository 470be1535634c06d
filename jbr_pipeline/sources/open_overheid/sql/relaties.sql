-- The relations of every document, from its latest detail and from the endpoint beside the API, as role and other end.
-- `rol` is the last part of the role URI, `andere` that of the relation: a document id, or the bare hash of a group.
create or replace temp table relaties as
with bron as (
    select document_id, relaties
    from laatste
    union all
    select
        document_id,
        json_transform(arg_max(case when json_valid(body) then body end, volgnr), '[$relatie]') as relaties
    from overig
    where soort = 'relaties' and status = 200
    group by all
),
los as (
    select document_id, unnest(relaties) as r
    from bron
)
select distinct document_id, laatste_deel(r.role) as rol, laatste_deel(r.relation) as andere
from los
where r.role is not null and laatste_deel(r.relation) is not null

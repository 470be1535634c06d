-- Which documents are the same document: they share the hash of their file, or an identity group.
-- A row says that a document hangs on a node; documents that hang on one node belong together, and so do chains of
-- them. An identity relation may name a group or simply another document, so a document is a node as well. A node on
-- which one document hangs joins nothing; those are nearly all.
create or replace temp table knopen as
with groep as (
    select document_id, 'groep:' || andere as knoop
    from relaties
    where rol = 'identiteitsgroep'
),
knoop as (
    select document_id, 'bestand:' || hash as knoop
    from documenten
    where hash is not null
    union
    select document_id, knoop
    from groep
    union
    select document_id, 'groep:' || document_id as knoop
    from documenten
    where 'groep:' || document_id in (select knoop from groep)
)
select k.document_id, k.knoop
from knoop as k
inner join documenten using (document_id)
qualify count(*) over (partition by k.knoop) > 1

-- The latest readable body of every document: the part of it that is used (see structure.py), and the names at the
-- three levels where a new field would be news.
create or replace temp table laatste as
select
    document_id,
    json_transform(body, '$detail') as d,
    list_concat(
        json_keys(body),
        list_transform(json_keys(body, '$.document'), lambda naam: 'document.' || naam),
        list_transform(json_keys(body, '$.plooiIntern'), lambda naam: 'plooiIntern.' || naam)
    ) as velden
from regels
where volgnr in (select max(volgnr) from details where leesbaar group by document_id)

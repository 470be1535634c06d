-- The latest readable body of every document: the part of it that is used, and the names that the contract does not
-- know.
create or replace temp table laatste_volgnr as
select max(volgnr) as volgnr
from details
where leesbaar
group by document_id;

create or replace temp view laatste as
select document_id, d, onbekend
from regels
semi join laatste_volgnr using (volgnr)

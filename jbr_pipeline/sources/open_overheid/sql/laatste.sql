-- What the latest readable body of every document says (see regels.sql).
create or replace temp table laatste_volgnr as
select max(volgnr) as volgnr
from details
where leesbaar
group by document_id;

create or replace temp view laatste as
select document_id, inhoud, relaties
from regels
semi join laatste_volgnr using (volgnr)

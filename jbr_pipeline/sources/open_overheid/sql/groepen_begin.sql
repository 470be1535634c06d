-- Every document starts as a group of its own, called after itself.
create or replace temp table groepen as
select document_id, document_id as groep
from documenten

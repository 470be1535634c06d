-- Every document that shares a node starts as a group of its own, called after itself.
create or replace temp table groepen as
select distinct document_id, document_id as groep
from knopen

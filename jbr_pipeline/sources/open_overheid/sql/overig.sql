-- The few lines that are neither a search page nor a detail: relations asked for apart, and notes of the harvester.
create or replace temp table overig as
select volgnr, loop, soort, aanleiding, document_id, status, opgehaald_op, overige_body as body
from regels
where soort in ('relaties', 'notitie')

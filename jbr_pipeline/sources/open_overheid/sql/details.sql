-- Every answer about one document, with the little that the harvester has to know of its body.
create or replace temp view details as
select
    volgnr,
    loop,
    aanleiding,
    document_id,
    sleutel,
    status,
    opgehaald_op,
    leesbaar,
    aantal_relaties,
    vervallen
from regels
where soort = 'detail'

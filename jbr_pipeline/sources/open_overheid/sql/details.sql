-- Every answer about one document, with the little that the harvester has to know of its body.
-- `vervallen`: a confirmation whose newest version says that the document was taken back.
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
    aanleiding = 'bevestiging' and is_ingetrokken(d.versies) as vervallen
from regels
where soort = 'detail'

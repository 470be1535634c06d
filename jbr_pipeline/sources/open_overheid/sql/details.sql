-- Every answer about one document, with the little that the harvester has to know of its body.
-- `leesbaar`: there is a document in it. `vervallen`: a confirmation whose newest version says that the document was
-- taken back.
create or replace temp table details as
with geldig as (
    select
        * exclude (body),
        case when status = 200 and json_valid(body) then body end as inhoud
    from regels
    where soort = 'detail'
)
select
    * exclude (inhoud),
    coalesce(json_type(inhoud, '$.document') = 'OBJECT', false) as leesbaar,
    case
        when aanleiding = 'bevestiging' then is_ingetrokken(json_transform(inhoud, '$detail').versies)
        else false
    end as vervallen,
    coalesce(json_array_length(inhoud, '$.documentrelaties'), 0) as aantal_relaties
from geldig

-- Documents that lack what no figure can do without, with the reason; everything else that is known of them is in the
-- responses.
select document_id, 'geen openbaarmakingsdatum' as reden, eerste_gezien_op, laatst_gezien_op
from documenten
where openbaarmakingsdatum is null
order by document_id

-- De lopende gepubliceerde waarden, zonder wanneer en door welke draai zij zijn berekend: gelijke cijfers geven gelijke
-- bytes.
select * exclude (editie, status, berekend_op, run_id)
from indicator_waarde
where editie = 'lopend'
order by all

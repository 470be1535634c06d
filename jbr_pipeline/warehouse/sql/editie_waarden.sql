-- De gepubliceerde waarden van een jaar en het jaar ervoor, zoals een editie ze vaststelt.
select * exclude (editie, status, berekend_op, run_id)
from indicator_waarde
where editie = 'lopend' and jaar between $jaar - 1 and $jaar
order by all

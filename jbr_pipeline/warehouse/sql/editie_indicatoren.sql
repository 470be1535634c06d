-- De catalogus zoals die was toen een editie over dit jaar is vastgesteld.
select *
from indicator
where eerste_jaar <= $jaar
order by indicator_code

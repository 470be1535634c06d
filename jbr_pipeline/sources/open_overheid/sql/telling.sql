-- Lines, details, and bodies that could not be read.
select
    count(*) as regels,
    count_if(soort = 'detail' and status = 200) as details,
    count_if(status = 200 and not geldig) as onleesbaar
from regels

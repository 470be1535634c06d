-- Per aanlevering en regel de eerste regelnummers die de regel breken, in de volgorde van het bestand.
select aanlevering_id, regel, list(regelnr order by regelnr)[:$hoogstens] as regelnummers
from (select aanlevering_id, regelnr, unnest(regels) as regel from breuken)
group by aanlevering_id, regel

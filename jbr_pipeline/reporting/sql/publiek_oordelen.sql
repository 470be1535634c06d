-- Hoe eerder gepubliceerde cijfers aansluiten op de berekende, en waarom de rest niet te vergelijken is: de eerste zin
-- van de toelichting is de reden, wat erachter staat gaat over dat ene cijfer.
select
    oordeel,
    if(oordeel = 'niet te vergelijken', rtrim(split_part(toelichting, '. ', 1), '.'), null) as reden,
    count(*) as aantal
from aansluiting
group by all
order by oordeel, aantal desc, reden;

-- Cijfers die eerder elders zijn gepubliceerd en te vergelijken zijn, naast de berekende.
select *
from aansluiting
where oordeel <> 'niet te vergelijken'
order by indicator_code, jaar, organisatie, uitsplitsing, bron;

-- Per domein hoeveel waarden de reeksen hebben, hoeveel er zijn weggelaten om personen te beschermen en hoeveel er om
-- een andere reden niet zijn; en een regel met alles.
select
    domein,
    grouping(domein) = 1 as is_alles,
    count(*) as waarden,
    count(waarde) as getoond,
    count(*) filter (where waarde is null and onderdrukt) as weggelaten,
    count(*) filter (where waarde is null and not onderdrukt) as geen_cijfer
from reeks
group by grouping sets ((domein), ())
order by is_alles, domein;

-- Per soort wat er is ontvangen en wat ermee is gebeurd, en een regel met alles. Waar een aanlevering haar aantal regels
-- niet noemt om personen te beschermen, tellen die regels nergens mee; zonder_aantal zegt hoe vaak dat is.
select
    soort,
    grouping(soort) = 1 as is_alles,
    count(*) as ontvangen,
    count(*) filter (where status = 'geaccepteerd') as geaccepteerd,
    count(*) filter (where status = 'vervangen') as vervangen,
    count(*) filter (where status = 'afgekeurd') as afgekeurd,
    coalesce(sum(rijen_gelezen), 0)::bigint as rijen_gelezen,
    coalesce(sum(rijen_geldig), 0)::bigint as rijen_geldig,
    coalesce(sum(rijen_quarantaine), 0)::bigint as rijen_quarantaine,
    coalesce(sum(rijen_overgeslagen), 0)::bigint as rijen_overgeslagen,
    count(*) filter (where rijen_gelezen is null) as zonder_aantal
from aanlevering
group by grouping sets ((soort), ())
order by is_alles, soort;

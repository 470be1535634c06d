-- Per soort hoe vaak een regel van het contract op een aanlevering is toegepast en hoe dat afliep, en een regel met
-- alles.
select
    soort,
    grouping(soort) = 1 as is_alles,
    count(distinct (soort, regel)) as regels,
    count(*) as controles,
    count(*) filter (where uitkomst = 'geslaagd') as geslaagd,
    count(*) filter (where uitkomst = 'gezakt' and ernst = 'kritiek') as gezakt_kritiek,
    count(*) filter (where uitkomst = 'gezakt' and ernst = 'waarschuwing') as gezakt_waarschuwing,
    count(*) filter (where uitkomst = 'niet uit te voeren') as niet_uit_te_voeren
from kwaliteit
join aanlevering using (aanlevering_id)
group by grouping sets ((soort), ())
order by is_alles, soort;

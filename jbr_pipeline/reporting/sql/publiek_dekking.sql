-- Per jaar hoeveel cijfers van het Rijk er zijn, en hoeveel daarvan op elke aanlevering rusten die meetelt.
select
    jaar,
    count(*) as cijfers,
    count(*) filter (where volledig) as volledig,
    count(*) filter (where not volledig) as onvolledig
from reeks as r
join indicator as i using (indicator_code)
where
    r.organisatie_code = 'rijk'
    and r.variant = 'standaard'
    and r.uitsplitsing = i.uitsplitsingen[1]
    and r.waarde is not null
group by jaar
order by jaar;

-- How the last run that compared everything ended: the days in which it left a difference with the totals of the
-- source, both NULL where it left none. No row before the first such run.
select
    cast(json_extract_string(body, '$.van') as date) as van,
    cast(json_extract_string(body, '$.tot') as date) as tot
from overig
where soort = 'notitie' and aanleiding = 'verschil'
order by volgnr desc
limit 1

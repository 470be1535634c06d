-- De regels die het vaakst zijn overtreden, per soort en ernst.
select
    soort,
    regel,
    ernst,
    min(toelichting) as toelichting,
    count(*) as aanleveringen,
    sum(overtredingen)::bigint as overtredingen
from kwaliteit
join aanlevering using (aanlevering_id)
where uitkomst = 'gezakt'
group by soort, regel, ernst
order by overtredingen desc, soort, regel, ernst
limit $meeste;

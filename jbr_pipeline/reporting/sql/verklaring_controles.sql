-- De regels van het contract waaraan de aanleveringen achter een cijfer zijn getoetst, en hoe vaak ze zijn gebroken.
select
    a.soort,
    k.regel,
    k.ernst,
    sum(k.geteld)::bigint as geteld,
    sum(k.overtredingen)::bigint as overtredingen,
    count(*) filter (k.uitkomst = 'gezakt') as gezakt
from herkomst as h
join aanlevering as a using (aanlevering_id)
join kwaliteit as k using (aanlevering_id)
where h.indicator_code = $code and h.jaar = $jaar and h.organisatie_code = $organisatie
group by all
order by a.soort, k.ernst, k.regel;

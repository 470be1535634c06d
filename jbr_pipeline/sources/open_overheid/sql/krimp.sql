-- How it stands with a disappearance on a scale that somebody has to confirm: whether the last word on it is that it was
-- met (`krimp`), confirmed (`krimp_bevestigd`) or is over (`krimp_verwerkt`), and for how many documents.
select
    aanleiding,
    cast(json_extract_string(body, '$.documenten') as bigint) as documenten,
    json_extract_string(body, '$.reden') as reden
from overig
where soort = 'notitie' and aanleiding in ('krimp', 'krimp_bevestigd', 'krimp_verwerkt')
order by volgnr desc
limit 1

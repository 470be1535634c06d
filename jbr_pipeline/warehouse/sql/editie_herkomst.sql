-- Op welke aanleveringen de waarden van een editie rusten, met de sha256 van hun bytes.
select h.*, a.bestandsnaam, a.sha256
from herkomst as h
left join aanlevering as a using (aanlevering_id)
where h.jaar between $jaar - 1 and $jaar
order by all

-- Van welke jaren de gegevens op rijniveau achter een cijfer zijn verwijderd, en wanneer; geen regel zolang ze er zijn.
select year(a.peildatum) as jaar, max(a.opgeschoond_op) as opgeschoond_op
from herkomst as h
join aanlevering as a using (aanlevering_id)
where
    h.indicator_code = $code
    and h.jaar = $jaar
    and h.organisatie_code = $organisatie
    and a.opgeschoond_op is not null
group by all
order by all;

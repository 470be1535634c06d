-- De catalogus in zijn eigen volgorde, met het aantal waarden van elke indicator.
select
    i.*,
    (select count(*) from indicator_waarde as w where w.indicator_code = i.indicator_code) as waarden
from indicator as i
order by i.rowid;

-- Adviescolleges.
select
    structuur, organisatie_code, peildatum,
    sum(waarde) as teller
from organisatiekenmerk
where kenmerk = 'adviescollege_aantal'
group by all

-- Zelfstandige bestuursorganen.
select
    structuur, organisatie_code, peildatum,
    sum(waarde) as teller
from organisatiekenmerk
where kenmerk = 'zbo_aantal'
group by all

-- Agentschappen.
select
    structuur, organisatie_code, peildatum,
    sum(waarde) as teller
from organisatiekenmerk
where kenmerk = 'agentschap_aantal'
group by all

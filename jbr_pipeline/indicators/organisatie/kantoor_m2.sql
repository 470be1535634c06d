-- Vloeroppervlak van de kantoren in vierkante meter.
select
    structuur, organisatie_code, peildatum,
    sum(waarde) as teller
from organisatiekenmerk
where kenmerk = 'kantoor_m2'
group by all

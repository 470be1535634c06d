-- Inkoop in het jaar, in euro.
select
    structuur, organisatie_code, peildatum,
    sum(waarde) as teller
from organisatiekenmerk
where kenmerk = 'inkoop_euro'
group by all

-- Topfuncties in de formatie.
select
    structuur, organisatie_code, peildatum,
    sum(waarde) as teller
from organisatiekenmerk
where kenmerk = 'topformatie_aantal' and not list_contains(getvariable('buiten_populatie'), ministerie_code)
group by all

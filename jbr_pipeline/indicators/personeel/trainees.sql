-- Personen die in het jaar aan een traineeship begonnen.
select
    structuur, organisatie_code, peildatum, programma,
    count(*) as teller,
    count(*) as personen
from begonnen
where rol = 'trainee'
group by all

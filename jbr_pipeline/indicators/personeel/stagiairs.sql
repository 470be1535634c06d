-- Personen die in het jaar aan een stage begonnen.
select
    structuur, organisatie_code, peildatum, programma,
    count(*) as teller,
    count(*) as personen
from begonnen
where rol = 'stagiair'
group by all

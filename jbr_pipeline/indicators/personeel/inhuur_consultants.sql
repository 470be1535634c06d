-- Uitgaven van de kerndepartementen aan organisatieadvies en beleidsadvies.
select
    structuur, organisatie_code, peildatum,
    sum(bedrag_eur) as teller
from uitgave
where onderdeel = 'kerndepartement' and kostensoort in ('inhuur_organisatieadvies', 'inhuur_beleidsadvies')
group by all

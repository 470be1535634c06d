-- Uitgaven aan ambtelijk personeel.
select
    structuur, organisatie_code, peildatum, onderdeel,
    sum(bedrag_eur) as teller
from uitgave
where kostensoort = 'ambtelijk_personeel'
group by all

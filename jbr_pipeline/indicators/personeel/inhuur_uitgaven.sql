-- Uitgaven aan externe inhuur: de acht soorten van model 3.60 van de Rijksbegrotingsvoorschriften.
select
    structuur, organisatie_code, peildatum, onderdeel,
    replace(kostensoort, 'inhuur_', '') as categorie,
    sum(bedrag_eur) as teller
from uitgave
where is_inhuur
group by all

-- Verdeling van de besloten verzoeken over klassen van doorlooptijd in kalenderdagen.
select
    structuur, organisatie_code, peildatum,
    case
        when doorlooptijd_dagen <= 28 then '<=28'
        when doorlooptijd_dagen <= 42 then '29-42'
        when doorlooptijd_dagen <= 100 then '43-100'
        else '>100'
    end as doorlooptijdklasse,
    count(*) as teller
from woo_verzoek
where is_besloten_in_jaar and not is_zonder_besluit
group by all

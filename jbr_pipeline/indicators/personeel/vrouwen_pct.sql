-- Aandeel vrouwen onder de medewerkers.
select
    structuur, organisatie_code, peildatum, leeftijdsklasse, schaalgroep,
    coalesce(sum(aantal) filter (geslacht = 'V'), 0) as teller,
    sum(aantal) as noemer
from medewerkers
group by all

-- Aandeel medewerkers dat minder dan een volledige werkweek werkt, alle dienstverbanden van de persoon samen.
select
    structuur, organisatie_code, peildatum, geslacht,
    coalesce(sum(aantal) filter (is_deeltijd), 0) as teller,
    sum(aantal) as noemer
from medewerkers
group by all

-- Aandeel vrouwen onder de medewerkers in de top; de afbakening staat in afbakening.toml.
select
    structuur, organisatie_code, peildatum,
    count(*) filter (geslacht = 'V') as teller,
    count(*) as noemer
from persoon
where is_top
group by all

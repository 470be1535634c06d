-- Aandeel vrouwen onder de medewerkers in de (sub)top; de afbakening staat in afbakening.toml.
select
    structuur, organisatie_code, peildatum,
    count(*) filter (geslacht = 'V') as teller,
    count(*) as noemer
from persoon
where is_subtop_top
group by all

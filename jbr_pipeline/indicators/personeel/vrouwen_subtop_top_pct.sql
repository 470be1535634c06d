-- Aandeel vrouwen onder de medewerkers in de (sub)top; de afbakening staat in afbakening.toml.
select
    structuur, organisatie_code, peildatum,
    coalesce(sum(aantal) filter (geslacht = 'V'), 0) as teller,
    sum(aantal) as noemer
from medewerkers
where is_subtop_top
group by all

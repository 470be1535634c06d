-- Externe inhuur als deel van de uitgaven aan ambtelijk personeel en inhuur samen.
-- Variant totale_personele_uitgaven: overig personeel telt mee in de noemer.
select
    structuur, organisatie_code, peildatum, 'standaard' as variant, onderdeel,
    coalesce(sum(bedrag_eur) filter (is_inhuur), 0) as teller,
    sum(bedrag_eur) as noemer
from uitgave
where is_inhuur or kostensoort = 'ambtelijk_personeel'
group by all
union all
select
    structuur, organisatie_code, peildatum, 'totale_personele_uitgaven', onderdeel,
    coalesce(sum(bedrag_eur) filter (is_inhuur), 0),
    sum(bedrag_eur)
from uitgave
where soort_uitgave = 'personeel'
group by all

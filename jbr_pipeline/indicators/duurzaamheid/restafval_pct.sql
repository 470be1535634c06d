-- Restafval als deel van restafval en overig afval samen, in gewicht; papier telt niet mee.
with gewogen as (
    select *, hoeveelheid * if(eenheid = 'ton', 1000, 1) as afval_kg
    from activiteit
    where thema = 'afval' and kenmerk <> 'papier'
)
select
    structuur, organisatie_code, peildatum,
    coalesce(sum(afval_kg) filter (kenmerk = 'restafval'), 0) as teller,
    sum(afval_kg) as noemer,
    sum(afval_kg * geschat_pct) as geschat,
    sum(afval_kg) as geschat_van
from gewogen
group by all

-- Aantal ministeries waarvan de externe inhuur op of onder de norm ligt; een ministerie zonder uitgaven heeft geen
-- percentage en telt niet.
with per_ministerie as (
    select
        peildatum, organisatie_code,
        coalesce(sum(bedrag_eur) filter (is_inhuur), 0) as inhuur,
        sum(bedrag_eur) as samen
    from uitgave
    where structuur = 'toen' and organisatie_code <> 'rijk' and (is_inhuur or kostensoort = 'ambtelijk_personeel')
    group by all
)
select
    'toen' as structuur, 'rijk' as organisatie_code, peildatum,
    count(*) filter (100 * inhuur <= getvariable('inhuur_norm_pct') * samen) as teller
from per_ministerie
where samen > 0
group by all

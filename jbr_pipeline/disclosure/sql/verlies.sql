-- Wat bescherming kost: per indicator hoeveel waarden er zijn, hoeveel daarvan klein zijn, en hoeveel zijn weggelaten om
-- die te beschermen.
select
    b.indicator_code,
    count(*) as waarden,
    count(*) filter (b.is_te_klein) as klein,
    count(*) filter (not b.is_te_klein and v.indicator_code is not null) as bijkomend,
    count(*) filter (v.reden = 'bescherming') as ingehouden
from beoordeeld as b
left join verborgen_rij as v
    using (indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
where b.kleine_cellen and b.teller is not null
group by all
order by all

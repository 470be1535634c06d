-- Doelmatigheid van datacenters: het verbruik van de apparatuur als deel van het hele verbruik. Alleen ministeries die
-- beide opgeven.
with per_ministerie as (
    select
        structuur, organisatie_code, ministerie_code, peildatum,
        sum(hoeveelheid_mj) filter (kenmerk = 'it_verbruik') as it_mj,
        sum(hoeveelheid_mj) filter (kenmerk = 'totaal') as totaal_mj,
        sum(hoeveelheid_mj * geschat_pct) filter (kenmerk = 'totaal') as geschat
    from activiteit
    where thema = 'datacenter'
    group by all
)
select
    structuur, organisatie_code, peildatum,
    sum(it_mj) as teller,
    sum(totaal_mj) as noemer,
    sum(geschat) as geschat,
    sum(totaal_mj) as geschat_van
from per_ministerie
where it_mj is not null and totaal_mj is not null
group by all

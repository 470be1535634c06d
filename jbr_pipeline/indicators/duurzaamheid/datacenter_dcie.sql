-- Doelmatigheid van datacenters: het verbruik van de apparatuur als deel van het hele verbruik.
select
    structuur, organisatie_code, peildatum,
    coalesce(sum(hoeveelheid_mj) filter (kenmerk = 'it_verbruik'), 0) as teller,
    coalesce(sum(hoeveelheid_mj) filter (kenmerk = 'totaal'), 0) as noemer,
    sum(hoeveelheid_mj * geschat_pct) filter (kenmerk = 'totaal') as geschat,
    sum(hoeveelheid_mj) filter (kenmerk = 'totaal') as geschat_van
from activiteit
where thema = 'datacenter'
group by all

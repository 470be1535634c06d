-- Verbruik van aardgas in terajoule; een kubieke meter is 35,17 megajoule.
select
    structuur, organisatie_code, peildatum, kenmerk as gebruik,
    sum(hoeveelheid_mj) as teller,
    sum(hoeveelheid_mj * geschat_pct) as geschat,
    sum(hoeveelheid_mj) as geschat_van
from activiteit
where thema = 'aardgas'
group by all

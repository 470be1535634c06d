-- Verbruik van elektriciteit in gigawattuur; een kilowattuur is 3,6 megajoule.
select
    structuur, organisatie_code, peildatum, kenmerk as gebruik,
    sum(hoeveelheid_mj) as teller,
    sum(hoeveelheid_mj * geschat_pct) as geschat,
    sum(hoeveelheid_mj) as geschat_van
from activiteit
where thema = 'elektriciteit'
group by all

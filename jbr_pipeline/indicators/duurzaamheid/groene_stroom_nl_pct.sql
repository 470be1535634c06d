-- Aandeel van de elektriciteit dat groen en in Nederland is opgewekt; wat niet als groen is opgegeven telt als niet groen.
select
    structuur, organisatie_code, peildatum, kenmerk as gebruik,
    sum(hoeveelheid_mj * groen_nl_pct) as teller,
    sum(hoeveelheid_mj) as noemer,
    sum(hoeveelheid_mj * geschat_pct) as geschat,
    sum(hoeveelheid_mj) as geschat_van
from activiteit
where thema = 'elektriciteit'
group by all

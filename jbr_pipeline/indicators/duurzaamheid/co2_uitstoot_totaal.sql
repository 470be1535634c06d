-- CO2-uitstoot van energie en vervoer: hoeveelheid maal emissiefactor.
-- Variant netto: zonder de uitstoot van elektriciteit die groen en in Nederland is opgewekt.
select
    structuur, organisatie_code, peildatum, 'standaard' as variant, thema,
    sum(co2_kg) as teller,
    sum(co2_kg::decimal(32, 2) * geschat_pct) as geschat,
    sum(co2_kg::decimal(32, 2)) as geschat_van
from activiteit
where co2_kg is not null
group by all
union all
select
    structuur, organisatie_code, peildatum, 'netto', thema,
    sum(if(thema = 'elektriciteit', co2_kg * (100 - groen_nl_pct) * 0.01, co2_kg)),
    sum(co2_kg::decimal(32, 2) * geschat_pct),
    sum(co2_kg::decimal(32, 2))
from activiteit
where co2_kg is not null
group by all

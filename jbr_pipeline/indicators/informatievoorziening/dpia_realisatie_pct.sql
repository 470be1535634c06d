-- Uitgevoerde DPIA's als deel van de DPIA's die in het jaar verplicht waren.
select
    structuur, organisatie_code, peildatum,
    count(*) filter (gebeurtenis = 'dpia uitgevoerd') as teller,
    count(*) filter (gebeurtenis = 'dpia verplicht') as noemer
from gebeurtenis_per
where gebeurtenis in ('dpia uitgevoerd', 'dpia verplicht')
group by all

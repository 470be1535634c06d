-- Verstoringen die van een leverancier afhingen, als deel van de verstoringen waarvan dat bekend is.
select
    structuur, organisatie_code, peildatum, ernst,
    count(*) filter (leverancier_afhankelijk) as teller,
    count(*) as noemer
from gebeurtenis_per
where gebeurtenis = 'ict-verstoring' and leverancier_afhankelijk is not null
group by all

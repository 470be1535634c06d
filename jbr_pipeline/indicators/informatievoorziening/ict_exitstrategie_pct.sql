-- Verstoringen en grote ict-activiteiten met een exitstrategie, als deel van die welke van een leverancier afhangen.
select
    structuur, organisatie_code, peildatum,
    count(*) filter (exitstrategie) as teller,
    count(*) as noemer
from gebeurtenis_per
where gebeurtenis in ('ict-verstoring', 'grote ict-activiteit') and leverancier_afhankelijk
group by all

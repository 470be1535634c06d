-- Uitgevoerde gegevensbeschermingseffectbeoordelingen (DPIA's).
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from gebeurtenis_per
where gebeurtenis = 'dpia uitgevoerd'
group by all

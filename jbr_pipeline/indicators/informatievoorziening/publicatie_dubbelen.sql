-- Documenten van het jaar die een kopie zijn van een ander: zelfde hash of zelfde identiteitsgroep.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from publicatie_per
where kring = 'ministerie' and dubbel_van is not null
group by all

-- Documenten van het jaar die een kopie zijn van een ander: zelfde hash of zelfde identiteitsgroep. Bekende bijlagen
-- blijven erbuiten. Variant hele_platform: documenten van iedereen.
select
    structuur, organisatie_code, peildatum, variant,
    count(*) as teller
from publicatie_per
where variant <> 'bijlagen' and is_dubbel
group by all

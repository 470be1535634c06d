-- Huisvesting, inkoop, opleiding en instellingen van het jaar, per structuur en plaats; ministerie_code is de afzender.
create or replace temp view organisatiekenmerk as
select p.structuur, p.in_code as organisatie_code, w.organisatie_code as ministerie_code, o.peildatum, o.kenmerk, o.waarde
from organisatie_geldig as o
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code);

-- Gebeurtenissen van het jaar op het gebied van privacy en ict, per structuur en plaats.
create or replace temp view gebeurtenis_per as
select
    p.structuur,
    p.in_code as organisatie_code,
    g.peildatum,
    g.gebeurtenis,
    coalesce(g.ernst, 'onbekend') as ernst,
    g.kosten_duizend_euro,
    g.leverancier_afhankelijk,
    g.exitstrategie
from privacy_ict_geldig as g
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code);

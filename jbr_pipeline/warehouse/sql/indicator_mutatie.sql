-- Elke waarde met die van dezelfde dag een jaar eerder en het verschil, uit niet-afgeronde waarden.
-- Bij eenheid % is mutatie_abs in procentpunten en mutatie_pct leeg.
create view indicator_mutatie as
select
    w.*,
    v.waarde as vorige_waarde,
    w.waarde - v.waarde as mutatie_abs,
    case when i.eenheid <> '%' and v.waarde <> 0 then 100 * (w.waarde - v.waarde) / abs(v.waarde) end as mutatie_pct
from indicator_waarde as w
join indicator as i using (indicator_code)
left join indicator_waarde as v
    on
        v.indicator_code = w.indicator_code
        and v.variant = w.variant
        and v.organisatie_code = w.organisatie_code
        and v.uitsplitsing = w.uitsplitsing
        and v.categorie = w.categorie
        and v.structuur = w.structuur
        and v.editie = w.editie
        and v.peildatum = case
            when w.peildatum = last_day(w.peildatum) then last_day((w.peildatum - interval 1 year)::date)
            else (w.peildatum - interval 1 year)::date
        end;

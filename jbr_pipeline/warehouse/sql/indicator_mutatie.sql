-- Elke waarde met die van dezelfde dag een jaar eerder en het verschil, uit niet-afgeronde waarden.
-- Bij eenheid % is mutatie_abs in procentpunten en mutatie_pct leeg. Een verschil is er alleen als beide waarden er
-- zijn; reden_leeg zegt waarom niet, en is herindeling voor een organisatie die een jaar eerder niet bestond.
create view indicator_mutatie as
with met_dag as (
    select
        *,
        case
            when peildatum = last_day(peildatum) then last_day((peildatum - interval 1 year)::date)
            else (peildatum - interval 1 year)::date
        end as vorige_peildatum
    from indicator_waarde
)
select
    w.* exclude (vorige_peildatum)
    replace (
        case
            when w.reden_leeg is not null then w.reden_leeg
            when v.reden_leeg is not null then v.reden_leeg
            when v.indicator_code is null and w.organisatie_code <> 'rijk' and o.organisatie_code is null
                then 'herindeling'
        end as reden_leeg
    ),
    v.waarde as vorige_waarde,
    w.waarde - v.waarde as mutatie_abs,
    case when i.eenheid <> '%' and v.waarde <> 0 then 100 * (w.waarde - v.waarde) / abs(v.waarde) end as mutatie_pct
from met_dag as w
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
        and v.peildatum = w.vorige_peildatum
left join organisatie as o
    on
        o.organisatie_code = w.organisatie_code
        and w.vorige_peildatum between o.geldig_vanaf and coalesce(o.geldig_tot, date '9999-12-31');

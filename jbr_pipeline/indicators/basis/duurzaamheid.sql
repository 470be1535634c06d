-- Verbruik, vervoer, afval en kantoren van het jaar per structuur en plaats.
--
-- co2_kg is hoeveelheid maal emissiefactor, alleen bij de thema's die uitstoot geven. groen_nl_pct en geschat_pct zijn
-- nul waar ze niet zijn opgegeven: wat niet als groen of geschat is gemeld, telt niet als zodanig.
create or replace temp table activiteit as
select
    p.structuur,
    p.in_code as organisatie_code,
    w.organisatie_code as ministerie_code,
    d.peildatum,
    d.thema,
    d.kenmerk,
    d.eenheid,
    d.hoeveelheid::decimal(26, 3) as hoeveelheid,
    d.hoeveelheid_mj,
    case
        when d.thema not in ('afval', 'wagenpark', 'kantoren', 'datacenter')
            then d.hoeveelheid::decimal(20, 3) * d.emissiefactor_kg
    end as co2_kg,
    coalesce(d.groen_nl_pct, 0)::decimal(4, 1) as groen_nl_pct,
    coalesce(d.geschat_pct, 0)::decimal(4, 1) as geschat_pct
from duurzaamheid_geldig as d
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code);

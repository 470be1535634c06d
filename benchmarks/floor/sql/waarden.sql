-- Van groepen naar waarden, alle indicatoren tegelijk: een regel voor elke organisatie, variant, uitsplitsing en
-- categorie die er hoort te zijn. Dezelfde rekenregels als indicators/basis/waarden.sql, zonder edities.
create or replace table uit.indicator_waarde as
with verwacht as (
    select
        i.*, d.peildatum, d.structuur, d.organisatie_code, d.aanwezig, d.volledig, d.dekking_pct,
        d.reden_leeg as reden_dekking
    from indicator as i
    join dekking as d using (bron, populatie, vergelijkt)
    where
        year(d.peildatum) between i.eerste_jaar and i.laatste_jaar
        and (d.structuur = 'nu' or d.organisatie_code = 'rijk' or not i.alleen_nu)
),
categorieen as (
    select distinct
        indicator_code, variant, uitsplitsing, categorie, geheel,
        if(list_contains(split(uitsplitsing, '*'), 'maand'), peildatum, null) as alleen_op
    from groep
    union
    select indicator_code, unnest(varianten), 'totaal', 'totaal', 'totaal', null
    from indicator
    where kent_totaal
),
raster as (
    select v.*, c.variant, c.uitsplitsing, c.categorie, c.geheel
    from verwacht as v
    join categorieen as c on c.indicator_code = v.indicator_code and (c.alleen_op is null or c.alleen_op = v.peildatum)
    where v.organisatie_code = 'rijk' or not list_has_any(v.alleen_rijk, ['*', c.variant, c.uitsplitsing])
),
gevuld as (
    select
        r.*,
        if(r.aanwezig, if(r.is_som and g.geheel is null, 0, g.teller), null) as teller,
        if(
            r.aanwezig, coalesce(r.noemer_vast, if(r.kent_noemer, coalesce(h.noemer, g.noemer, 0), null)), null
        )::double as noemer,
        g.geschat_pct,
        g.personen as geteld,
        coalesce(h.personen_noemer, g.personen_noemer) as geteld_noemer
    from raster as r
    left join groep as g
        using (indicator_code, structuur, organisatie_code, peildatum, variant, uitsplitsing, categorie)
    left join geheel as h
        on
            h.indicator_code = r.indicator_code
            and h.structuur = r.structuur
            and h.organisatie_code = r.organisatie_code
            and h.peildatum = r.peildatum
            and h.variant = r.variant
            and h.uitsplitsing = r.uitsplitsing
            and h.geheel = r.geheel
),
met_personen as (
    select
        *,
        if(deel_van_personen, teller::bigint, geteld) as personen,
        if(deel_van_personen, noemer::bigint, geteld_noemer) as personen_noemer
    from gevuld
),
kleinste as (
    select
        indicator_code, structuur, organisatie_code, peildatum, variant,
        max(personen_noemer) < any_value(minste_personen) as is_te_klein
    from met_personen
    where uitsplitsing = 'totaal' and minste_personen > 0
    group by all
),
uitgerekend as (
    select
        m.indicator_code,
        m.variant,
        year(m.peildatum)::integer as jaar,
        m.peildatum,
        m.organisatie_code,
        m.uitsplitsing,
        m.categorie,
        m.structuur,
        coalesce(k.is_te_klein, false) as klein,
        if(klein, null, m.factor * m.teller / case when m.noemer is null then 1 when m.noemer <> 0 then m.noemer end)
            as waarde,
        if(klein, null, m.teller) as teller,
        if(klein, null, m.noemer) as noemer,
        m.personen,
        m.personen_noemer,
        if(m.deel_van_geheel, m.personen_noemer - coalesce(m.personen, 0), null) as personen_rest,
        case
            when not m.aanwezig then m.reden_dekking
            when klein then 'organisatie te klein'
            when m.noemer = 0 or m.teller is null then 'geen gevallen'
        end as reden_leeg,
        m.volledig,
        m.dekking_pct,
        m.geschat_pct
    from met_personen as m
    left join kleinste as k using (indicator_code, structuur, organisatie_code, peildatum, variant)
)
select * exclude (klein)
from uitgerekend
union all
select * exclude (klein) replace ('nu' as structuur)
from uitgerekend
where organisatie_code = 'rijk';

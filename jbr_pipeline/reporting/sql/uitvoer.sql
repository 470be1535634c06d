-- Elke rij van indicator_waarde met de namen die lezers kennen, in een vaste volgorde: eerst wat de meesten zoeken.
-- Wanneer en door welke draai is gerekend staat er niet bij, zodat dezelfde cijfers dezelfde bestanden geven.
create or replace temp table uitvoer as
with nieuwste as (
    select organisatie_code, max_by(naam, geldig_vanaf) as naam
    from organisatie
    group by organisatie_code
)
select
    row_number() over (
        order by
            w.indicator_code, w.editie <> 'lopend', w.editie, w.structuur <> 'nu', w.structuur, v.volgorde, w.variant,
            u.volgorde, w.uitsplitsing, c.volgorde, w.categorie, w.organisatie_code <> 'rijk', w.organisatie_code,
            w.jaar, w.peildatum
    ) as volgnummer,
    w.indicator_code,
    i.naam as indicator,
    i.domein,
    w.variant as variant_code,
    coalesce(v.naam, w.variant) as variant,
    w.jaar,
    w.peildatum,
    w.organisatie_code,
    case
        when w.organisatie_code = 'rijk' then 'Rijk'
        when w.structuur = 'nu' then coalesce(n.naam, w.organisatie_code)
        else coalesce(o.naam, n.naam, w.organisatie_code)
    end as organisatie,
    w.uitsplitsing as uitsplitsing_code,
    coalesce(u.naam, w.uitsplitsing) as uitsplitsing,
    w.categorie as categorie_code,
    coalesce(c.naam, w.categorie) as categorie,
    w.structuur,
    w.editie,
    w.waarde,
    i.eenheid,
    i.decimalen,
    w.teller,
    w.noemer,
    w.onderdrukt,
    w.reden_leeg as reden,
    w.volledig,
    w.dekking_pct,
    w.geschat_pct,
    w.status,
    true as verzonnen_voorbeeld
from indicator_waarde as w
join indicator as i using (indicator_code)
left join benaming as v on v.kolom = 'variant' and v.code = w.variant
left join benaming as u on u.kolom = 'uitsplitsing' and u.code = w.uitsplitsing
left join benaming as c on c.kolom = 'categorie' and c.uitsplitsing = w.uitsplitsing and c.code = w.categorie
left join nieuwste as n on n.organisatie_code = w.organisatie_code
asof left join organisatie as o on o.organisatie_code = w.organisatie_code and w.peildatum >= o.geldig_vanaf
order by volgnummer;

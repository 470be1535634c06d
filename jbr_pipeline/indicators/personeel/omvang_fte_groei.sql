-- Groei van de omvang in fte sinds het basisjaar, dezelfde dag van het jaar: het verschil gedeeld door de omvang toen.
-- Het basisjaar is dat van de afbakening, of het eerste jaar met gegevens als dat later is; daarin is de groei nul.
--
-- Is het basisjaar opgeschoond, dan is de omvang toen die van de editie. Daarin zijn kleine aantallen al weggelaten, dus
-- het totaal is niet de som van de organisatietypen en staat apart; wat er staat mocht worden gepubliceerd, dus daar
-- zitten minstens vijf personen achter, en wat is weggelaten blijft weg.
with basis as (
    select peildatum, vorige_peildatum as basisdatum
    from vergelijking
    where bron = 'bezetting' and vergelijkt = 'basisjaar'
),
omvang as (
    select
        structuur, organisatie_code, peildatum, organisatietype,
        sum(uren) as uren,
        sum(personen) as personen,
        persoon
    from dienstverbanden
    group by all
),
uit_rijen as (
    select
        o.structuur, o.organisatie_code, o.peildatum, o.organisatietype,
        o.uren as teller, 0 as noemer, o.personen, o.persoon, 0 as personen_noemer, null as persoon_noemer
    from omvang as o
    semi join basis as b on b.peildatum = o.peildatum
    union all
    select o.structuur, o.organisatie_code, b.peildatum, o.organisatietype, -o.uren, o.uren, 0, null, o.personen, o.persoon
    from omvang as o
    join basis as b on b.basisdatum = o.peildatum
),
vastgesteld as (
    select e.* replace (coalesce(p.in_code, e.organisatie_code) as organisatie_code)
    from editie_opgeschoond as e
    left join plaats as p on e.structuur = 'nu' and p.structuur = 'nu' and p.organisatie_code = e.organisatie_code
    where
        e.indicator_code = 'omvang_fte'
        and e.variant = 'standaard'
        and e.uitsplitsing in ('totaal', 'organisatietype')
        and (e.teller > 0 or e.is_weggelaten)
        and (e.structuur = 'toen' or e.organisatie_code <> 'rijk')
),
omvang_vastgesteld as (
    select
        structuur, organisatie_code, peildatum, categorie as organisatietype,
        if(bool_or(is_weggelaten), null, sum(teller::decimal(24, 2))) as uren
    from vastgesteld
    group by all
)
select * from uit_rijen
union all
select * replace ('totaal' as organisatietype) from uit_rijen
union all
select
    o.structuur, o.organisatie_code, b.peildatum, o.organisatietype,
    -o.uren, o.uren, 0, null,
    if(o.uren is null, 1, greatest(ceil(o.uren / getvariable('volledige_werkweek_uren')), 5)), null
from omvang_vastgesteld as o
join basis as b on b.basisdatum = o.peildatum

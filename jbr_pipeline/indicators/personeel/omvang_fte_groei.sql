-- Groei van de omvang in fte sinds het basisjaar, dezelfde dag van het jaar: het verschil gedeeld door de omvang toen.
-- Het basisjaar is dat van de afbakening, of het eerste jaar met gegevens als dat later is.
with omvang as (
    select structuur, organisatie_code, peildatum, organisatietype, sum(uren_per_week) as uren, count(*) filter (is_hoofd) as aantal
    from dienstverband
    group by all
),
basis as (
    select month(peildatum) as maand, day(peildatum) as dag, min(peildatum) as basisdatum
    from (select distinct peildatum from omvang)
    where year(peildatum) >= getvariable('groei_basisjaar')
    group by all
),
begin_omvang as (
    select o.*, b.maand, b.dag
    from omvang as o
    join basis as b on b.basisdatum = o.peildatum
)
select
    o.structuur, o.organisatie_code, o.peildatum, o.organisatietype,
    o.uren - coalesce(b.uren, 0) as teller,
    coalesce(b.uren, 0) as noemer,
    o.aantal as personen
from omvang as o
left join begin_omvang as b
    on
        b.structuur = o.structuur
        and b.organisatie_code = o.organisatie_code
        and b.organisatietype = o.organisatietype
        and b.maand = month(o.peildatum)
        and b.dag = day(o.peildatum)
where o.peildatum > (
    select min(basisdatum) from basis where maand = month(o.peildatum) and dag = day(o.peildatum)
)

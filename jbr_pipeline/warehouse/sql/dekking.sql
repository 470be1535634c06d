-- Welke organisaties van welke bron een waarde horen te hebben, en hoe volledig die is.
--
-- Per bron, populatie, peildatum, structuur en plaats: is er een aanlevering, zijn ze er alle, en welk deel van het
-- gewicht is er (gewicht: de laatst bekende omvang in fte van elk ministerie dat aanlevert of had moeten aanleveren;
-- is die van een van hen onbekend, dan tellen ze gelijk). Een waarneming die niet af is maakt haar bron onvolledig. Populatie cao laat de ministeries buiten de cao Rijk weg.
create or replace temp table dekking as
with hoort as (
    select b.bron, b.peildatum, b.organisatie_code, b.aanwezig, b.is_heel, p.structuur, p.in_code, g.fte
    from bronstand as b
    join plaats as p using (organisatie_code)
    left join gewicht as g using (organisatie_code)
),
per_populatie as (
    select 'alle' as populatie, * from hoort
    union all
    select 'cao', * from hoort
    where not list_contains(getvariable('buiten_populatie'), organisatie_code)
)
select
    bron,
    populatie,
    peildatum,
    structuur,
    in_code as organisatie_code,
    bool_or(aanwezig) as aanwezig,
    bool_and(aanwezig and is_heel) as volledig,
    case
        when count(fte) = count(*) and sum(fte) > 0 then 100 * coalesce(sum(fte) filter (aanwezig), 0) / sum(fte)
        else 100 * count(*) filter (aanwezig) / count(*)
    end as dekking_pct,
    if(bool_or(aanwezig), null, 'aanlevering ontbreekt') as reden_leeg
from per_populatie
group by all
union all
select bron, 'cao', peildatum, structuur, in_code, false, true, 100, 'buiten populatie'
from hoort
where in_code <> 'rijk' and list_contains(getvariable('buiten_populatie'), organisatie_code);

-- Op welke dagen een organisatie zich met een jaar eerder laat vergelijken: ze bestaat op beide dagen en is op beide
-- volledig, want een half ministerie zou zijn andere helft als in- of uitstroom tonen.
create or replace temp table vergelijkbaar as
select d.structuur, d.organisatie_code, d.peildatum
from dekking as d
join jaar_eerder as j using (peildatum)
join dekking as v
    on
        v.peildatum = j.vorige_peildatum
        and v.structuur = d.structuur
        and v.organisatie_code = d.organisatie_code
        and v.bron = d.bron
        and v.populatie = d.populatie
where d.bron = 'bezetting' and d.populatie = 'cao' and d.aanwezig and d.volledig and v.aanwezig and v.volledig;

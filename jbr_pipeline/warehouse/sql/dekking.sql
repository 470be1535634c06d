-- Welke organisaties van welke bron een waarde horen te hebben, en hoe volledig die is.
--
-- Per bron, populatie, peildatum, structuur en plaats: is er een aanlevering, zijn ze er alle, en welk deel van het
-- gewicht is er (gewicht: de laatst bekende omvang van elk ministerie dat aanlevert of had moeten aanleveren; is die
-- van een van hen onbekend, dan tellen ze gelijk). Een waarneming die niet af is maakt haar bron onvolledig.
-- Populatie cao laat de ministeries buiten de cao Rijk weg.
create or replace temp macro gewogen_deel(omvang, telt) as
    case
        when count(omvang) = count(*) and sum(omvang) > 0
            then 100 * coalesce(sum(omvang) filter (telt), 0) / sum(omvang)
        else 100 * count(*) filter (telt) / count(*)
    end;

create or replace temp table hoort as
with per_plaats as (
    select
        b.bron,
        b.peildatum,
        n.nu_code,
        p.structuur,
        p.in_code as organisatie_code,
        b.aanwezig,
        b.is_heel,
        g.omvang,
        list_contains(getvariable('buiten_populatie'), b.organisatie_code) as is_buiten_populatie
    from bronstand as b
    join organisatie_nu as n using (organisatie_code)
    join plaats as p using (organisatie_code)
    left join gewicht as g using (organisatie_code)
)
select 'alle' as populatie, * from per_plaats
union all
select 'cao', * from per_plaats;

-- vergelijkt = geen: de dag zelf.
create or replace temp table dekking as
select
    bron,
    populatie,
    'geen' as vergelijkt,
    peildatum,
    structuur,
    organisatie_code,
    bool_or(aanwezig) as aanwezig,
    bool_and(aanwezig and is_heel) as volledig,
    gewogen_deel(omvang, aanwezig) as dekking_pct,
    if(bool_or(aanwezig), null, 'aanlevering ontbreekt') as reden_leeg
from hoort
where populatie = 'alle' or not is_buiten_populatie
group by all
union all
select bron, populatie, 'geen', peildatum, structuur, organisatie_code, false, true, 100, 'buiten populatie'
from hoort
where populatie = 'cao' and is_buiten_populatie and organisatie_code <> 'rijk';

-- Op welke dagen een ministerie zich met een jaar eerder laat vergelijken: het bestaat op beide dagen en is op beide
-- volledig, want een half ministerie zou zijn andere helft als in- of uitstroom tonen.
create or replace temp table vergelijkbaar as
select d.bron, d.populatie, d.structuur, d.organisatie_code, d.peildatum, j.vorige_peildatum
from dekking as d
join vergelijking as j on j.bron = d.bron and j.peildatum = d.peildatum and j.vergelijkt = 'jaar_eerder'
join dekking as v
    on
        v.bron = d.bron
        and v.populatie = d.populatie
        and v.peildatum = j.vorige_peildatum
        and v.structuur = d.structuur
        and v.organisatie_code = d.organisatie_code
where d.organisatie_code <> 'rijk' and d.aanwezig and d.volledig and v.aanwezig and v.volledig;

-- vergelijkt = basisjaar, nulmeting of jaar_eerder: de dag samen met die waarmee hij wordt vergeleken. Wie toen niet
-- bestond is heringedeeld, en daaraan ontbreekt niets.
insert into dekking
with vergeleken as (
    select
        d.* replace (j.vergelijkt as vergelijkt),
        v.organisatie_code is not null as bestond,
        v.aanwezig as was_aanwezig,
        v.volledig as was_volledig,
        v.dekking_pct as was_dekking_pct,
        v.reden_leeg as toen_reden_leeg
    from dekking as d
    join vergelijking as j using (bron, peildatum)
    left join dekking as v
        on
            v.bron = d.bron
            and v.populatie = d.populatie
            and v.peildatum = j.vorige_peildatum
            and v.structuur = d.structuur
            and v.organisatie_code = d.organisatie_code
),
beoordeeld as (
    select
        * replace (
            bestond
            and aanwezig
            and was_aanwezig
            and (vergelijkt <> 'jaar_eerder' or (volledig and was_volledig)) as aanwezig
        )
    from vergeleken
    where vergelijkt <> 'jaar_eerder' or organisatie_code <> 'rijk'
)
select
    bron,
    populatie,
    vergelijkt,
    peildatum,
    structuur,
    organisatie_code,
    aanwezig,
    volledig and coalesce(was_volledig, true),
    least(dekking_pct, was_dekking_pct),
    case
        when aanwezig then null
        when reden_leeg is not null then reden_leeg
        when not bestond then 'herindeling'
        else coalesce(toen_reden_leeg, 'aanlevering ontbreekt')
    end
from beoordeeld
union all
-- Het Rijk telt een jaar eerder alleen de vergelijkbare ministeries, in de structuur van nu.
select
    h.bron,
    h.populatie,
    j.vergelijkt,
    h.peildatum,
    h.structuur,
    h.organisatie_code,
    bool_or(k.organisatie_code is not null),
    bool_and(k.organisatie_code is not null),
    gewogen_deel(h.omvang, k.organisatie_code is not null),
    if(bool_or(k.organisatie_code is not null), null, 'aanlevering ontbreekt')
from hoort as h
join vergelijking as j on j.bron = h.bron and j.peildatum = h.peildatum and j.vergelijkt = 'jaar_eerder'
left join vergelijkbaar as k
    on
        k.bron = h.bron
        and k.populatie = h.populatie
        and k.peildatum = h.peildatum
        and k.structuur = 'nu'
        and k.organisatie_code = h.nu_code
where h.organisatie_code = 'rijk' and (h.populatie = 'alle' or not h.is_buiten_populatie)
group by all;

-- Populatie van de personeelsindicatoren op elke peildatum.
--
-- dienst: een regel per dienstverband dat meetelt. is_enkel is waar als de persoon die dag bij het hele Rijk maar een
-- dienstverband heeft.
-- dienstverbanden: dezelfde per structuur en plaats (ministerie of rijk), geteld: een regel staat voor `aantal`
-- dienstverbanden met dezelfde kenmerken en samen `uren` per week. `personen` telt wie er maar een heeft; wie er meer
-- heeft staat met naam in `persoon`, om hem over de regels heen een keer te tellen.
-- medewerkers: een regel per groep personen met dezelfde kenmerken, die van het hoofddienstverband (de meeste uren, dan het
-- laagste dienstverband_nr, dan de laagste TOOI-code), zodat categorieën optellen tot hun totaal. uren_persoon zijn alle
-- uren van de personen op die plaats samen.
--
-- Een functiefamilie is vrije tekst, en zeldzame tekst kan over één persoon gaan. Zij is een categorie als op die dag bij
-- het hele Rijk genoeg personen haar hebben (kleinste_categorie), en anders overig.
create or replace temp table dienst as
with meervoudig as (
    select peildatum, pseudo_id
    from in_dienst
    where not list_contains(getvariable('buiten_populatie'), ministerie_code)
    group by all
    having count(*) > 1
),
personeel as (
    select i.*, m.pseudo_id is null as is_enkel
    from in_dienst as i
    left join meervoudig as m on m.peildatum = i.peildatum and m.pseudo_id = i.pseudo_id
    where not list_contains(getvariable('buiten_populatie'), i.ministerie_code)
),
familie as (
    select peildatum, functiefamilie
    from personeel
    where functiefamilie is not null
    group by all
    having
        count(*) filter (is_enkel) + count(distinct pseudo_id) filter (not is_enkel)
        >= getvariable('kleinste_categorie')
)
select
    i.ministerie_code,
    n.nu_code,
    i.peildatum,
    i.pseudo_id,
    i.is_enkel,
    i.dienstverband_nr,
    i.onderdeel_code,
    i.organisatietype,
    i.contractsoort,
    i.uren_per_week,
    case
        when i.functiefamilie is null then 'onbekend'
        when f.functiefamilie is null then 'overig'
        else i.functiefamilie
    end as functiefamilie,
    i.functieschaal,
    i.geslacht,
    year(i.peildatum) - i.geboortejaar as leeftijd,
    case
        when leeftijd < 25 then '<25'
        when leeftijd < 35 then '25-34'
        when leeftijd < 45 then '35-44'
        when leeftijd < 55 then '45-54'
        when leeftijd < 60 then '55-59'
        else '60+'
    end as leeftijdsklasse,
    case
        when i.functieschaal <= 4 then '1-4'
        when i.functieschaal <= 9 then '5-9'
        when i.functieschaal <= 13 then '10-13'
        else '14-19'
    end as schaalgroep,
    i.functieschaal >= getvariable('subtop_top_vanaf_schaal') or i.abd_groep is not null as is_subtop_top,
    i.functieschaal >= getvariable('top_vanaf_schaal')
    or coalesce(list_contains(getvariable('top_abd_groepen'), i.abd_groep), false) as is_top
from personeel as i
join organisatie_nu as n on n.organisatie_code = i.ministerie_code
left join familie as f on f.peildatum = i.peildatum and f.functiefamilie = i.functiefamilie;

-- Wie meer dienstverbanden heeft vraagt om een keuze van het hoofddienstverband, op elke plaats opnieuw.
create or replace temp table dienst_meervoudig as
select
    p.structuur,
    p.in_code as organisatie_code,
    d.*,
    row_number() over (
        partition by p.structuur, p.in_code, d.peildatum, d.pseudo_id
        order by d.uren_per_week desc, d.dienstverband_nr, d.ministerie_code
    ) = 1 as is_hoofd,
    sum(d.uren_per_week) over (partition by p.structuur, p.in_code, d.peildatum, d.pseudo_id) as uren_persoon
from dienst as d
join plaats as p on p.organisatie_code = d.ministerie_code
where not d.is_enkel;

-- De anderen, verreweg de meesten, worden een keer geteld naar alles waarnaar wordt gevraagd.
create or replace temp table dienst_geteld as
select
    ministerie_code, nu_code, peildatum, organisatietype, contractsoort, functiefamilie, geslacht, leeftijdsklasse,
    schaalgroep, is_subtop_top, is_top, functieschaal <= getvariable('lage_loonschalen_tot_en_met') as is_lage_schaal,
    uren_per_week < getvariable('volledige_werkweek_uren') as is_deeltijd,
    count(*) as aantal,
    sum(uren_per_week)::decimal(18, 2) as uren,
    sum(least(uren_per_week, getvariable('volledige_werkweek_uren')))::decimal(18, 2) as uren_gemaximeerd,
    sum(leeftijd)::bigint as leeftijden
from dienst
where is_enkel
group by all;

create or replace temp view dienstverbanden as
select
    p.structuur, p.in_code as organisatie_code, d.* exclude (uren_gemaximeerd, leeftijden),
    d.aantal as personen, null::varchar as persoon
from dienst_geteld as d
join plaats as p on p.organisatie_code = d.ministerie_code
union all by name
select
    structuur, organisatie_code, ministerie_code, nu_code, peildatum, organisatietype, contractsoort, functiefamilie,
    geslacht, leeftijdsklasse, schaalgroep, is_subtop_top, is_top,
    functieschaal <= getvariable('lage_loonschalen_tot_en_met') as is_lage_schaal,
    uren_persoon < getvariable('volledige_werkweek_uren') as is_deeltijd,
    1 as aantal,
    uren_per_week as uren,
    0 as personen,
    pseudo_id as persoon
from dienst_meervoudig;

create or replace temp view medewerkers as
select p.structuur, p.in_code as organisatie_code, d.* exclude (uren), d.uren as uren_persoon
from dienst_geteld as d
join plaats as p on p.organisatie_code = d.ministerie_code
union all by name
select
    structuur, organisatie_code, ministerie_code, nu_code, peildatum, organisatietype, contractsoort, functiefamilie,
    geslacht, leeftijdsklasse, schaalgroep, is_subtop_top, is_top,
    functieschaal <= getvariable('lage_loonschalen_tot_en_met') as is_lage_schaal,
    uren_persoon < getvariable('volledige_werkweek_uren') as is_deeltijd,
    1 as aantal,
    uren_persoon,
    least(uren_persoon, getvariable('volledige_werkweek_uren')) as uren_gemaximeerd,
    leeftijd as leeftijden
from dienst_meervoudig
where is_hoofd;

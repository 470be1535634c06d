-- Van groepen naar waarden: een regel voor elke organisatie, variant, uitsplitsing en categorie die er hoort te zijn.
--
-- Een categorie die bij het Rijk voorkomt krijgt bij elk ministerie een waarde, nul als er niemand is. Een organisatie
-- zonder aanlevering krijgt geen waarde maar een reden. De waarden van het Rijk zijn op beide structuren gelijk.
create or replace temp table waarden as
with dekking_per as (
    select
        peildatum,
        structuur,
        organisatie_code,
        bool_and(aanwezig) as aanwezig,
        bool_and(volledig) as volledig,
        min(dekking_pct) as dekking_pct,
        max(reden_leeg) as reden_leeg
    from dekking
    where list_contains($bronnen, bron) and populatie = $populatie
    group by all
    having count(*) = len($bronnen)
),
verwacht as (
    select
        d.peildatum,
        d.structuur,
        d.organisatie_code,
        d.aanwezig and (not $vergelijkt or coalesce(v.aanwezig, false)) as aanwezig,
        d.volledig and (not $vergelijkt or coalesce(v.volledig, false)) as volledig,
        least(d.dekking_pct, if($vergelijkt, coalesce(v.dekking_pct, 0), 100)) as dekking_pct,
        case
            when d.reden_leeg is not null then d.reden_leeg
            when $vergelijkt and v.organisatie_code is null then 'herindeling'
            when $vergelijkt then v.reden_leeg
        end as reden_leeg
    from dekking_per as d
    left join jaar_eerder as j using (peildatum)
    left join dekking_per as v
        on
            v.peildatum = j.vorige_peildatum
            and v.structuur = d.structuur
            and v.organisatie_code = d.organisatie_code
    where not $vergelijkt or j.vorige_peildatum is not null
),
categorieen as (
    select distinct peildatum, variant, uitsplitsing, categorie
    from groepen
    where organisatie_code = 'rijk'
    union
    select v.peildatum, x.variant, 'totaal', 'totaal'
    from (select distinct peildatum from verwacht) as v
    cross join (select unnest($varianten) as variant) as x
    where $kent_totaal
),
raster as (
    select v.*, c.variant, c.uitsplitsing, c.categorie
    from verwacht as v
    join categorieen as c using (peildatum)
    where
        v.organisatie_code = 'rijk'
        or not list_has_any($alleen_rijk, ['*', c.variant, c.uitsplitsing])
),
berekend as (
    select
        r.*,
        if(r.aanwezig, if($is_som, coalesce(g.teller, 0), g.teller), null) as teller,
        if(r.aanwezig, coalesce($noemer_vast, if($kent_noemer, coalesce(g.noemer, 0), null)), null)::double as noemer,
        if(r.aanwezig, g.personen, null) as personen
    from raster as r
    left join groepen as g using (structuur, organisatie_code, peildatum, variant, uitsplitsing, categorie)
),
uitgerekend as (
    select
        $indicator_code as indicator_code,
        variant,
        year(peildatum)::integer as jaar,
        peildatum,
        organisatie_code,
        uitsplitsing,
        categorie,
        structuur,
        $factor * teller / case when noemer is null then 1 when noemer <> 0 then noemer end as waarde,
        teller,
        noemer,
        personen,
        case
            when not aanwezig then coalesce(reden_leeg, 'aanlevering ontbreekt')
            when noemer = 0 or teller is null then 'geen gevallen'
        end as reden_leeg,
        volledig,
        dekking_pct
    from berekend
)
select * from uitgerekend
union all
select * replace ('nu' as structuur) from uitgerekend
where organisatie_code = 'rijk';

-- Van groepen naar waarden: een regel voor elke organisatie, variant, uitsplitsing en categorie die er hoort te zijn.
--
-- Een categorie die ergens voorkomt krijgt in elk jaar en bij iedereen een waarde, nul als er niemand is; categorieën
-- met een maand erin horen bij hun eigen jaar. Een organisatie zonder aanlevering krijgt geen waarde maar een reden. Een
-- jaar dat uit een editie komt wordt niet berekend; zijn categorieën tellen wel mee.
-- De waarden van het Rijk zijn op beide structuren gelijk. personen, personen_noemer en personen_rest zijn de personen
-- achter teller, noemer en het verschil daarvan, voor de onthullingscontrole.
create or replace temp table waarden as
with verwacht as (
    select * from dekking
    where
        bron = $bron
        and populatie = $populatie
        and vergelijkt = $vergelijkt
        and year(peildatum) between $eerste_jaar and $laatste_jaar
        and (structuur = 'nu' or organisatie_code = 'rijk' or not $alleen_nu)
        and year(peildatum) not in (select jaar from uit_editie where indicator_code = $indicator_code)
),
-- Van een verdeling is het geheel de categorie zonder de dimensie waarover de aandelen gaan.
categorieen_van_toen as (
    select
        variant,
        uitsplitsing,
        categorie,
        list_zip(split(uitsplitsing, '*'), split(categorie, '*')) as delen,
        if(
            $verdeling::varchar is null,
            categorie,
            coalesce(nullif(array_to_string([d[2] for d in delen if d[1] <> $verdeling], '*'), ''), 'totaal')
        ) as geheel
    from editie_opgeschoond
    where
        indicator_code = $indicator_code
        and list_contains($varianten, variant)
        and list_contains($uitsplitsingen, uitsplitsing)
        and not list_contains(split(uitsplitsing, '*'), 'maand')
),
categorieen as (
    select distinct
        variant, uitsplitsing, categorie, geheel,
        if(list_contains(split(uitsplitsing, '*'), 'maand'), peildatum, null) as alleen_op
    from groepen
    where year(peildatum) not in (select jaar from uit_editie where indicator_code = $indicator_code)
    union
    select unnest($varianten), 'totaal', 'totaal', 'totaal', null
    where $kent_totaal
    union
    select variant, uitsplitsing, categorie, geheel, null
    from categorieen_van_toen
),
raster as (
    select v.*, c.variant, c.uitsplitsing, c.categorie, c.geheel
    from verwacht as v
    join categorieen as c on c.alleen_op is null or c.alleen_op = v.peildatum
    where
        v.organisatie_code = 'rijk'
        or not list_has_any($alleen_rijk, ['*', c.variant, c.uitsplitsing])
),
gevuld as (
    select
        r.*,
        if(r.aanwezig, if($is_som and g.geheel is null, 0, g.teller), null) as teller,
        if(
            r.aanwezig,
            coalesce($noemer_vast, if($kent_noemer, coalesce(h.noemer, g.noemer, 0), null)),
            null
        )::double as noemer,
        g.geschat_pct,
        g.personen,
        coalesce(h.personen_noemer, g.personen_noemer) as personen_noemer
    from raster as r
    left join groepen as g using (structuur, organisatie_code, peildatum, variant, uitsplitsing, categorie)
    left join gehelen as h
        on
            h.structuur = r.structuur
            and h.organisatie_code = r.organisatie_code
            and h.peildatum = r.peildatum
            and h.variant = r.variant
            and h.uitsplitsing = r.uitsplitsing
            and h.geheel = r.geheel
),
met_personen as (
    select *
        replace (
            if($deel_van_personen, teller::bigint, personen) as personen,
            if($deel_van_personen, noemer::bigint, personen_noemer) as personen_noemer
        )
    from gevuld
),
met_kleinste as (
    select
        *,
        coalesce(
            max(personen_noemer) filter (uitsplitsing = 'totaal') over (
                partition by structuur, organisatie_code, peildatum, variant
            ),
            $minste_personen
        ) < $minste_personen as is_te_klein
    from met_personen
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
        if(
            is_te_klein,
            null,
            $factor * teller / case when noemer is null then 1 when noemer <> 0 then noemer end
        ) as waarde,
        if(is_te_klein, null, teller) as teller,
        if(is_te_klein, null, noemer) as noemer,
        personen,
        personen_noemer,
        if($deel_van_geheel, personen_noemer - coalesce(personen, 0), null) as personen_rest,
        case
            when not aanwezig then reden_leeg
            when is_te_klein then 'organisatie te klein'
            when noemer = 0 or teller is null then 'geen gevallen'
        end as reden_leeg,
        volledig,
        dekking_pct,
        geschat_pct
    from met_kleinste
)
select * from uitgerekend
union all
select * replace ('nu' as structuur) from uitgerekend
where organisatie_code = 'rijk';

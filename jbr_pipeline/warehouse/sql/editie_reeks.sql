-- De cijfers van elke editie en de lopende, een rij per cijfer en jaar, in de indeling van nu, met namen en het jaar
-- ervoor. Van elk jaar de laatste peildatum. Bij een editie is de indeling van nu die van toen zij is vastgesteld. Of de
-- norm is gehaald wordt bepaald met de niet-afgeronde waarde; een deel of een andere variant heeft geen norm.
create view editie_reeks as
with laatste as (
    select editie, indicator_code, jaar, max(peildatum) as peildatum
    from indicator_waarde
    where structuur = 'nu'
    group by editie, indicator_code, jaar
),
naam as (
    select organisatie_code, max_by(naam, geldig_vanaf) as naam, max_by(afkorting, geldig_vanaf) as afkorting
    from organisatie
    group by organisatie_code
)
select
    m.editie,
    i.domein,
    m.indicator_code,
    i.naam as indicator,
    m.variant,
    m.jaar,
    m.peildatum,
    m.organisatie_code,
    if(m.organisatie_code = 'rijk', 'Rijk', o.naam) as organisatie,
    if(m.organisatie_code = 'rijk', 'Rijk', coalesce(o.afkorting, o.naam)) as afkorting,
    m.uitsplitsing,
    m.categorie,
    c.naam as categorie_naam,
    c.volgorde as categorie_volgorde,
    i.eenheid,
    i.decimalen,
    m.waarde,
    if(
        m.uitsplitsing = 'totaal' and m.variant = 'standaard',
        case i.norm_richting when 'hoogstens' then m.waarde <= i.norm when 'minstens' then m.waarde >= i.norm end,
        null
    ) as norm_gehaald,
    m.teller,
    m.noemer,
    m.vorige_waarde,
    m.mutatie_abs,
    m.mutatie_pct,
    m.onderdrukt,
    m.reden_leeg,
    m.volledig,
    m.dekking_pct,
    m.geschat_pct,
    m.status
from indicator_mutatie as m
join laatste using (editie, indicator_code, jaar, peildatum)
join indicator as i using (indicator_code)
join benaming as c on c.kolom = 'categorie' and c.uitsplitsing = m.uitsplitsing and c.code = m.categorie
left join naam as o using (organisatie_code)
where m.structuur = 'nu';

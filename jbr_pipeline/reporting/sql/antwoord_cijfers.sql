-- De cijfers van een antwoord, in de volgorde van de tabel: eerst de delen, dan het Rijk als geheel.
select
    if(
        r.uitsplitsing = 'totaal',
        upper(left(r.organisatie, 1)) || substr(r.organisatie, 2) || if(r.organisatie_code = 'rijk', '', ' (' || r.afkorting || ')'),
        r.categorie_naam
    ) as naam,
    r.organisatie_code = 'rijk' and r.uitsplitsing = 'totaal' as is_totaal,
    r.jaar,
    r.peildatum,
    r.waarde,
    r.norm_gehaald,
    r.mutatie_abs,
    r.mutatie_pct,
    r.onderdrukt,
    r.reden_leeg,
    r.volledig,
    r.dekking_pct,
    r.geschat_pct,
    r.status
from editie_reeks as r
where
    r.editie = $editie
    and r.indicator_code = $code
    and r.variant = 'standaard'
    and list_contains($jaren, r.jaar)
    and (
        r.organisatie_code = 'rijk' and r.uitsplitsing in ('totaal', $per)
        or $per = 'ministerie' and r.uitsplitsing = 'totaal'
    )
order by is_totaal, r.categorie_volgorde, naam, r.jaar;

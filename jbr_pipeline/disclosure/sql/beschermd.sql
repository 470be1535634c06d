-- De waarden zoals zij naar buiten mogen: wat te klein is of verborgen wordt heeft geen waarde, teller of noemer. Aan een
-- weggelaten waarde is niet te zien of zij zelf klein is of een andere beschermt.
with gekozen as (
    select b.*, v.reden, b.is_te_klein or v.indicator_code is not null as onderdrukt
    from beoordeeld as b
    left join verborgen_rij as v
        using (indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
)
select
    * exclude (personen, personen_noemer, personen_rest, kleine_cellen, is_te_klein, reden)
    replace (
        if(onderdrukt, null, waarde) as waarde,
        if(onderdrukt, null, teller) as teller,
        if(onderdrukt, null, noemer) as noemer,
        if(onderdrukt, coalesce(reden, 'onderdrukt'), reden_leeg) as reden_leeg
    )
from gekozen

-- Elke waarde van een indicator in een jaar bij een organisatie, van zijn eerste uitsplitsing: varianten, peildata,
-- structuren en edities.
select
    categorie, variant, peildatum, structuur, editie, waarde, teller, noemer, reden_leeg, volledig, dekking_pct, status,
    berekend_op, run_id
from indicator_waarde
where
    indicator_code = $code
    and jaar = $jaar
    and organisatie_code = $organisatie
    and uitsplitsing = $uitsplitsing
order by
    editie <> 'lopend', editie, variant <> 'standaard', variant, peildatum desc, structuur desc, categorie;

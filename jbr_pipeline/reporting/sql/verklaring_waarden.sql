-- Elke waarde van een indicator in een jaar bij een organisatie: varianten, peildata, structuren en edities, alleen totalen.
select
    variant, peildatum, structuur, editie, waarde, teller, noemer, reden_leeg, volledig, dekking_pct, geschat_pct, status,
    berekend_op, run_id
from indicator_waarde
where
    indicator_code = $code
    and jaar = $jaar
    and organisatie_code = $organisatie
    and uitsplitsing = 'totaal'
order by editie <> 'lopend', editie, variant <> 'standaard', variant, peildatum desc, structuur desc;

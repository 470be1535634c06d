-- Correcties op een indicator in een jaar bij een organisatie, oudste eerst.
select editie, categorie, variant, peildatum, structuur, oude_waarde, nieuwe_waarde, reden, gevonden_op
from correctie
where
    indicator_code = $code
    and jaar = $jaar
    and organisatie_code = $organisatie
    and uitsplitsing = $uitsplitsing
order by gevonden_op, editie, variant, peildatum, structuur, categorie;

-- Vacatures per structuur en plaats, zonder ministeries buiten de populatie.
--
-- is_opengesteld_in_jaar: geopend in het jaar van de aanlevering. is_open: op de peildatum nog niet gesloten of vervuld.
create or replace temp view vacature as
select
    p.structuur,
    p.in_code as organisatie_code,
    v.peildatum,
    v.kanaal,
    v.vakgebied,
    year(v.open_datum) = year(v.peildatum) as is_opengesteld_in_jaar,
    v.open_datum <= v.peildatum
    and coalesce(v.vervuld_datum > v.peildatum, true)
    and coalesce(v.sluit_datum > v.peildatum, true) as is_open
from vacatures_geldig as v
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code)
where not list_contains(getvariable('buiten_populatie'), w.organisatie_code);

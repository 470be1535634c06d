-- Integriteitsgevallen van het jaar per structuur en plaats, zonder ministeries buiten de populatie.
create or replace temp view integriteitsgeval as
select p.structuur, p.in_code as organisatie_code, i.peildatum, i.categorie, i.fase, i.aantal
from integriteit_geldig as i
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code)
where not list_contains(getvariable('buiten_populatie'), w.organisatie_code);

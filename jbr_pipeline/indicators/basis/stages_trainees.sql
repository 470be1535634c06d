-- Wie in het jaar aan een stage of traineeship begon: een regel per persoon en rol, per structuur en plaats.
--
-- Wie meer keer begint telt één keer, met het programma van de eerste start (daarna de laagste TOOI-code), zodat
-- programma's optellen tot hun totaal. Ministeries buiten de populatie tellen niet.
create or replace temp table begonnen as
select
    p.structuur,
    p.in_code as organisatie_code,
    s.peildatum,
    s.rol,
    s.pseudo_id,
    coalesce(s.programma, 'onbekend') as programma
from stages_trainees_geldig as s
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code)
where not list_contains(getvariable('buiten_populatie'), w.organisatie_code)
qualify
    row_number() over (
        partition by p.structuur, p.in_code, s.peildatum, s.rol, s.pseudo_id
        order by s.startdatum, w.organisatie_code, s.programma
    ) = 1;

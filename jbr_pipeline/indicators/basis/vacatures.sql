-- Vacatures per structuur en plaats, zonder ministeries buiten de populatie.
--
-- is_opengesteld_in_jaar: geopend in het jaar van de aanlevering. is_open: op de peildatum nog niet gesloten of vervuld.
--
-- Een vakgebied is vrije tekst, en zeldzame tekst kan over één persoon gaan. Het is een categorie als in dat jaar bij het
-- hele Rijk genoeg vacatures het hebben (kleinste_categorie), en anders overig.
create or replace temp view vacature as
with geldig as (
    select v.*, w.organisatie_code as ministerie_code
    from vacatures_geldig as v
    join in_werking as w using (aanlevering_id)
    where not list_contains(getvariable('buiten_populatie'), w.organisatie_code)
),
categorie as (
    select peildatum, vakgebied
    from geldig
    group by all
    having count(*) >= getvariable('kleinste_categorie')
)
select
    p.structuur,
    p.in_code as organisatie_code,
    v.peildatum,
    v.kanaal,
    if(v.vakgebied = 'onbekend' or c.vakgebied is not null, v.vakgebied, 'overig') as vakgebied,
    year(v.open_datum) = year(v.peildatum) as is_opengesteld_in_jaar,
    v.open_datum <= v.peildatum
    and coalesce(v.vervuld_datum > v.peildatum, true)
    and coalesce(v.sluit_datum > v.peildatum, true) as is_open
from geldig as v
join plaats as p on p.organisatie_code = v.ministerie_code
left join categorie as c on c.peildatum = v.peildatum and c.vakgebied = v.vakgebied;

-- Wie in het jaar aan een stage of traineeship begon: een regel per persoon en rol, per structuur en plaats.
--
-- Wie meer keer begint telt één keer, met het programma van de eerste start (daarna de laagste TOOI-code), zodat
-- programma's optellen tot hun totaal. Ministeries buiten de populatie tellen niet.
--
-- Een programma is vrije tekst, en zeldzame tekst kan over één persoon gaan. Het is een categorie als in dat jaar bij het
-- hele Rijk genoeg personen eraan begonnen (kleinste_categorie), en anders overig.
create or replace temp table begonnen as
with gestart as (
    select s.*, w.organisatie_code as ministerie_code
    from stages_trainees_geldig as s
    join in_werking as w using (aanlevering_id)
    where not list_contains(getvariable('buiten_populatie'), w.organisatie_code)
),
categorie as (
    select peildatum, programma
    from gestart
    where programma is not null
    group by all
    having count(distinct pseudo_id) >= getvariable('kleinste_categorie')
)
select
    p.structuur,
    p.in_code as organisatie_code,
    s.peildatum,
    s.rol,
    s.pseudo_id,
    case
        when s.programma is null then 'onbekend'
        when c.programma is null then 'overig'
        else s.programma
    end as programma
from gestart as s
join plaats as p on p.organisatie_code = s.ministerie_code
left join categorie as c on c.peildatum = s.peildatum and c.programma = s.programma
qualify
    row_number() over (
        partition by p.structuur, p.in_code, s.peildatum, s.rol, s.pseudo_id
        order by s.startdatum, s.ministerie_code, s.programma
    ) = 1;

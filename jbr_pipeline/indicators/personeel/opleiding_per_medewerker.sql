-- Uitgaven aan opleiding per medewerker, boven en onder de streep dezelfde ministeries: die van de populatie cao Rijk
-- waarvan zowel de opleidingskosten als de bezetting er zijn.
with beide as (
    select b.peildatum, b.organisatie_code as ministerie_code
    from bronstand as b
    semi join organisatiekenmerk as o
        on o.peildatum = b.peildatum and o.ministerie_code = b.organisatie_code and o.kenmerk = 'opleiding_euro'
    where b.bron = 'bezetting+organisatie' and b.aanwezig
),
medewerkers as (
    select structuur, organisatie_code, peildatum, sum(personen) + count(distinct persoon) as aantal
    from dienstverbanden
    semi join beide using (peildatum, ministerie_code)
    group by all
)
select
    o.structuur, o.organisatie_code, o.peildatum,
    sum(o.waarde) as teller,
    any_value(m.aantal) as noemer,
    any_value(m.aantal) as personen_noemer
from organisatiekenmerk as o
join medewerkers as m using (structuur, organisatie_code, peildatum)
semi join beide as b on b.peildatum = o.peildatum and b.ministerie_code = o.ministerie_code
where o.kenmerk = 'opleiding_euro' and not list_contains(getvariable('buiten_populatie'), o.ministerie_code)
group by all

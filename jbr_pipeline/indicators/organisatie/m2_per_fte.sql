-- Vloeroppervlak van de kantoren per fte, boven en onder de streep dezelfde ministeries: die van de populatie cao Rijk
-- waarvan zowel het oppervlak als de bezetting er zijn.
with beide as (
    select b.peildatum, b.organisatie_code as ministerie_code
    from bronstand as b
    semi join organisatiekenmerk as o
        on o.peildatum = b.peildatum and o.ministerie_code = b.organisatie_code and o.kenmerk = 'kantoor_m2'
    where b.bron = 'bezetting+organisatie' and b.aanwezig
)
select
    structuur, organisatie_code, peildatum,
    sum(waarde) * getvariable('volledige_werkweek_uren') as teller,
    0 as noemer,
    0 as personen_noemer,
    null as persoon_noemer
from organisatiekenmerk
semi join beide using (peildatum, ministerie_code)
where kenmerk = 'kantoor_m2' and not list_contains(getvariable('buiten_populatie'), ministerie_code)
group by all
union all
select
    structuur, organisatie_code, peildatum,
    0,
    sum(uren),
    sum(personen),
    persoon as persoon_noemer
from dienstverbanden
semi join beide using (peildatum, ministerie_code)
group by all

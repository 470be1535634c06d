-- Apparaatsuitgaven per fte, boven en onder de streep dezelfde ministeries: die van de populatie cao Rijk.
select
    structuur, organisatie_code, peildatum,
    sum(bedrag_eur) * getvariable('volledige_werkweek_uren') as teller,
    0 as noemer
from uitgave
where not list_contains(getvariable('buiten_populatie'), ministerie_code)
group by all
union all
select structuur, organisatie_code, peildatum, 0, sum(uren_per_week)
from dienstverband
where peildatum in (select distinct peildatum from uitgave)
group by all

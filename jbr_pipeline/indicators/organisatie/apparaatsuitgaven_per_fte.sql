-- Apparaatsuitgaven per fte, boven en onder de streep dezelfde ministeries: die van de populatie cao Rijk waarvan
-- zowel de financiën als de bezetting er zijn.
with beide as (
    select peildatum, organisatie_code as ministerie_code
    from bronstand
    where bron = 'bezetting+financien' and aanwezig
)
select
    structuur, organisatie_code, peildatum,
    sum(bedrag_eur) * getvariable('volledige_werkweek_uren') as teller,
    0 as noemer,
    0 as personen_noemer,
    null as persoon_noemer
from uitgave
semi join beide using (peildatum, ministerie_code)
where not list_contains(getvariable('buiten_populatie'), ministerie_code)
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

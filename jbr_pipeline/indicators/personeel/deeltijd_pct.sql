-- Aandeel medewerkers dat minder dan een volledige werkweek werkt, alle dienstverbanden van de persoon samen.
select
    structuur, organisatie_code, peildatum, geslacht,
    count(*) filter (uren_persoon < getvariable('volledige_werkweek_uren')) as teller,
    count(*) as noemer
from persoon
group by all

-- Gemiddelde deeltijdfactor: uren per week gedeeld door 36, per persoon.
select
    structuur, organisatie_code, peildatum, geslacht,
    sum(uren_persoon) as teller,
    sum(aantal) * getvariable('volledige_werkweek_uren') as noemer,
    sum(aantal) as personen
from medewerkers
group by all

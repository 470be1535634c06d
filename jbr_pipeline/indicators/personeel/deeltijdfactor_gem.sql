-- Gemiddelde deeltijdfactor: uren per week gedeeld door 36, per persoon.
select
    structuur, organisatie_code, peildatum, geslacht,
    sum(uren_persoon) as teller,
    count(*) * getvariable('volledige_werkweek_uren') as noemer,
    count(*) as personen
from persoon
group by all

-- Ziekteverzuim van het jaar, de maanden samen, per structuur en plaats en cel van geslacht, leeftijd en schaal.
--
-- medewerkermaanden: de medewerkers van elke maand opgeteld. personen: een twaalfde daarvan, het aantal mensen achter
-- de cel; naar beneden afgerond, zodat de som van cellen niet boven het gemiddelde uitkomt.
-- Ministeries buiten de populatie tellen niet.
create or replace temp table verzuim_cel as
select
    p.structuur,
    p.in_code as organisatie_code,
    v.peildatum,
    v.geslacht,
    v.leeftijdsklasse,
    v.schaalgroep,
    sum(v.ziektedagen) as ziektedagen,
    sum(v.beschikbare_dagen) as beschikbare_dagen,
    sum(v.meldingen) as meldingen,
    sum(v.medewerkers) as medewerkermaanden,
    sum(v.medewerkers) * 0.0833333 as personen
from verzuim_geldig as v
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code)
where not list_contains(getvariable('buiten_populatie'), w.organisatie_code)
group by all;

-- Ziekteverzuim van het jaar, de maanden samen, per structuur en plaats en cel van geslacht, leeftijd en schaal.
--
-- medewerkermaanden: de medewerkers van elke maand opgeteld. personen: hun gemiddelde over de maanden die het ministerie
-- aanleverde, het aantal mensen achter de cel.
-- Ministeries buiten de populatie tellen niet.
create or replace temp table verzuim_cel as
with maanden as (
    select aanlevering_id, count(distinct maand) as aantal
    from verzuim_geldig
    group by all
)
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
    -- In miljoensten, zodat een som bij elke herhaling gelijk is.
    (sum(v.medewerkers::bigint * 1000000 // m.aantal))::decimal(24, 0) * 0.000001 as personen
from verzuim_geldig as v
join maanden as m using (aanlevering_id)
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code)
where not list_contains(getvariable('buiten_populatie'), w.organisatie_code)
group by all;

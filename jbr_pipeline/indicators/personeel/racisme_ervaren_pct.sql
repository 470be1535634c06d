-- Aandeel dat in de personeelsenquête zegt racisme te hebben ervaren: de gewogen uitkomst zoals gepubliceerd.
-- Groepen overlappen elkaar; de uitkomst van allen is het totaal.
select
    p.structuur,
    p.in_code as organisatie_code,
    e.peildatum,
    if(e.groep = 'allen', 'totaal', e.groep) as groep,
    e.gewogen_pct * e.respondenten as teller,
    e.respondenten as noemer,
    e.respondenten as personen_noemer
from enquete_geldig as e
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code)
where e.vraag = 'racisme_ervaren'

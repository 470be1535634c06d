-- Documenten in de vijf informatiecategorieën van de eerste tranche, sinds die verplicht zijn, per maand.
select
    p.structuur, p.organisatie_code, p.peildatum,
    p.categorie_code as informatiecategorie,
    strftime(p.openbaarmakingsdatum, '%Y-%m') as maand,
    count(*) as teller
from publicatie_per as p
semi join informatiecategorie as c on c.code = p.categorie_code and c.eerste_tranche
where p.kring = 'ministerie' and p.openbaarmakingsdatum >= getvariable('eerste_tranche_vanaf') and not p.is_bijlage
group by all

-- Documenten, zonder bekende bijlagen, die op 31 december op open.overheid.nl staan en sinds het begin van de
-- waarneming openbaar zijn gemaakt. Variant hele_platform: documenten van iedereen.
select
    p.structuur, p.organisatie_code, j.peildatum, p.variant,
    count(*) as teller
from publicatie_per as p
join publicatie_jaar as j on p.openbaarmakingsdatum <= j.peildatum
where p.variant <> 'bijlagen' and (p.ingetrokken_dag is null or p.ingetrokken_dag > j.peildatum)
group by all

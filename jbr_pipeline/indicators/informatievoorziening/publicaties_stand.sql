-- Documenten, zonder bekende bijlagen, die op 31 december op open.overheid.nl staan en sinds het begin van de
-- waarneming openbaar zijn gemaakt.
with jaareinde as (
    select distinct peildatum from dekking
    where bron = 'publicaties'
)
select
    p.structuur, p.organisatie_code, j.peildatum,
    count(*) as teller
from publicatie_per as p
join jaareinde as j on p.openbaarmakingsdatum <= j.peildatum
where
    p.kring = 'ministerie'
    and not p.is_bijlage
    and (p.ingetrokken_op is null or p.ingetrokken_op::date > j.peildatum)
group by all

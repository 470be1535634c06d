-- Waarover de uitgave gaat: de vastgestelde edities, de jaren, en wie uitgeeft.
select
    (
        select coalesce(list(distinct editie order by editie), [])
        from indicator_waarde
        where editie <> 'lopend'
    ) as edities,
    (select min(jaar) from indicator_waarde) as eerste_jaar,
    (select max(jaar) from indicator_waarde) as laatste_jaar,
    (select max(peildatum) from indicator_waarde) as laatste_peildatum,
    (select count(*) from indicator_waarde) as waarden,
    o.naam as uitgever,
    o.tooi_uri as uitgever_uri
from (
    select max_by(naam, geldig_vanaf) as naam, max_by(tooi_uri, geldig_vanaf) as tooi_uri
    from organisatie
    where organisatie_code = $uitgever
) as o;

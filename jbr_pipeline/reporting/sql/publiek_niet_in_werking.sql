-- Aanleveringen die zijn afgekeurd of vervangen, met de reden en het ministerie zoals het op de peildatum heette.
select
    a.bestandsnaam,
    a.soort,
    a.peildatum,
    o.naam as organisatie,
    o.afkorting,
    a.status,
    a.reden
from aanlevering as a
left join organisatie as o
    on
        o.organisatie_code = a.organisatie_code
        and a.peildatum between o.geldig_vanaf and coalesce(o.geldig_tot, date '9999-12-31')
where a.status <> 'geaccepteerd'
order by a.status, a.peildatum desc, a.bestandsnaam, a.aanlevering_id;

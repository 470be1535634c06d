-- De aangeleverde regels, elke cel volgens contract gelezen. Een regel met niets dan scheidingstekens is er geen.
with waarde as (
    select
        a.aanlevering_id,
        a.organisatie_code,
        a.peildatum,
        $waarden
    from {{ source('geleverd', '$soort') }} as b
    join {{ ref('aanlevering') }} as a on a.sha256 = parse_filename(b.filename)
    where a.soort = '$soort' and coalesce($gevuld) is not null
)
select * exclude ($ruw), $vlaggen
from waarde

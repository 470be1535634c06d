-- De rijen waarin de bodem van de pijplijn verschilt, met wat elk ervan heeft.
with ons as (
    from $ons
),
bodem as (
    from $bodem
)
select
    concat_ws(' ', $velden) as plek,
    case
        when b.is_er is null then 'alleen bij de pijplijn'
        when o.is_er is null then 'alleen bij de bodem'
        else 'pijplijn ' || {$ons_waarde}::varchar || ', bodem ' || {$bodem_waarde}::varchar
    end as verschil
from (select *, true as is_er from ons) as o
full join (select *, true as is_er from bodem) as b on $sleutel
where o.is_er is null or b.is_er is null or not ($gelijk)
order by all

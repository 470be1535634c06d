-- Verloonde uren en doel van de banenafspraak per structuur en plaats, per soort en variant.
--
-- standaard is het vierde kwartaal; K1, K2 en K3 de andere; jaargemiddelde is een kwart van de uren van het hele jaar,
-- met het doel van het vierde kwartaal. Een kwartaal dat een ministerie niet opgaf heeft geen uren en geen doel.
-- Ministeries buiten de populatie tellen niet.
create or replace temp table banen as
with kwartaal as (
    select w.organisatie_code, b.peildatum, b.soort, right(b.kwartaal, 2) as kwartaal, b.verloonde_uren, b.doel_banen
    from banenafspraak_geldig as b
    join in_werking as w using (aanlevering_id)
    where not list_contains(getvariable('buiten_populatie'), w.organisatie_code)
),
per_variant as (
    select
        k.organisatie_code,
        k.peildatum,
        k.soort,
        v.variant,
        -- Met vier decimalen, want een union met de kwarten hieronder rondt anders af.
        (sum(k.verloonde_uren) filter (k.kwartaal = v.kwartaal))::decimal(24, 4) as verloonde_uren,
        sum(k.doel_banen) filter (k.kwartaal = v.kwartaal) as doel_banen
    from kwartaal as k
    cross join (values ('standaard', 'K4'), ('K1', 'K1'), ('K2', 'K2'), ('K3', 'K3')) as v (variant, kwartaal)
    group by all
    union all
    select
        organisatie_code,
        peildatum,
        soort,
        'jaargemiddelde',
        if(count(distinct kwartaal) = 4, sum(verloonde_uren), null)::decimal(24, 2) * 0.25,
        sum(doel_banen) filter (kwartaal = 'K4')
    from kwartaal
    group by all
)
select
    p.structuur,
    p.in_code as organisatie_code,
    v.peildatum,
    v.soort,
    v.variant,
    v.verloonde_uren,
    v.doel_banen::decimal(24, 1) as doel_banen,
    -- Hoeveel mensen er achter staan wordt niet opgegeven; een baan staat voor een mens.
    ceil(v.verloonde_uren / getvariable('banenafspraak_uren_per_kwartaal'))::bigint as personen
from per_variant as v
join plaats as p using (organisatie_code);

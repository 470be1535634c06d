-- Elk dienstverband op elke plaats waar het telt: bij zijn ministerie en bij het Rijk.
--
-- is_hoofd is het hoofddienstverband van de persoon op die plaats: de meeste uren, dan het laagste dienstverband_nr, dan
-- de laagste TOOI-code. Alleen wie er die dag meer dan een heeft vraagt om een keuze.
{{ config(materialized='view') }}
with meervoudig as (
    select peildatum, pseudo_id
    from {{ ref('dienstverband') }}
    group by all
    having count(*) > 1
),
enkel as (
    select d.*, true as is_hoofd, d.uren_per_week as uren_persoon
    from {{ ref('dienstverband') }} as d
    anti join meervoudig using (peildatum, pseudo_id)
),
keuze as (
    select d.* replace (plaats.code as organisatie_code), d.organisatie_code as ministerie_code
    from {{ ref('dienstverband') }} as d
    semi join meervoudig using (peildatum, pseudo_id)
    cross join lateral (select unnest([d.organisatie_code, 'rijk']) as code) as plaats
)
select e.* replace (plaats.code as organisatie_code)
from enkel as e
cross join lateral (select unnest([e.organisatie_code, 'rijk']) as code) as plaats
union all
select
    * exclude (ministerie_code),
    row_number() over (
        partition by organisatie_code, peildatum, pseudo_id
        order by uren_per_week desc, dienstverband_nr, ministerie_code
    ) = 1,
    sum(uren_per_week) over (partition by organisatie_code, peildatum, pseudo_id)
from keuze

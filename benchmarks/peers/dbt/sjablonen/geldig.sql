-- De regels die geen kritieke eis breken.
{{ config(materialized='external', location='$geldig/$soort.parquet') }}
select aanlevering_id, organisatie_code, peildatum, $kolommen
from {{ ref('stg_$soort') }} as s
where s.rowid not in (select rij from {{ ref('breuk_$soort') }} where is_kritiek)

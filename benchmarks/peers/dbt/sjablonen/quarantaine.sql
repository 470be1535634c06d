-- De regels die een kritieke eis breken, en welke.
{{ config(materialized='external', location='$quarantaine/$soort.parquet') }}
select s.aanlevering_id, s.organisatie_code, s.peildatum, $kolommen, b.regels
from {{ ref('stg_$soort') }} as s
join {{ ref('breuk_$soort') }} as b on b.rij = s.rowid
where b.is_kritiek

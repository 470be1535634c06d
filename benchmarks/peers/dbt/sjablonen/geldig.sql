-- De regels die geen kritieke eis breken; als view, die er ook als Parquet naast komt te staan.
{{
    config(
        materialized='view',
        post_hook="copy (from {{ this }}) to '$geldig/$soort.parquet' (format parquet, compression lz4_raw)"
    )
}}
select aanlevering_id, organisatie_code, peildatum, $kolommen
from {{ ref('stg_$soort') }} as s
where s.rowid not in (select rij from {{ ref('breuk_$soort') }} where is_kritiek)

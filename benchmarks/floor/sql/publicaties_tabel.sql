-- Een rij per document. Van gelijke documenten is er een het eigenlijke: een dat er nog staat, dan dat van een
-- ministerie zelf, dan het oudste.
create or replace temp table publicatie as
with rang as (
    select
        document_id,
        first_value(document_id) over (
            partition by v.kleinste
            order by
                d.ingetrokken_op is not null,
                not (
                    d.bron_label is not distinct from 'plooi-api'
                    or regexp_full_match(document_id, '(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
                ),
                d.openbaarmakingsdatum nulls last,
                document_id
        ) as canoniek
    from document as d
    join verbonden as v using (document_id)
),
ouder as (
    select document_id, min(bijlage_bij) as bijlage_bij
    from (
        select document_id, andere as bijlage_bij
        from relatie
        where rol = 'c_4d1ea9ba'
        union all
        select andere, document_id
        from relatie
        where rol = 'c_05f4a5f3'
    )
    group by all
),
identiteit as (
    select document_id, min(andere) as identiteitsgroep
    from relatie
    where rol = 'identiteitsgroep'
    group by all
)
select
    d.document_id, d.titel, d.openbaarmakingsdatum, d.organisatie_code, d.organisatie_label, d.verantwoordelijke_code,
    d.publisher_code, d.documentsoort, d.documentsoort_uri, d.informatiecategorie_code, d.informatiecategorie_codes,
    d.aanbieder, d.bron_label, d.versie, d.mutatiedatumtijd, d.eerste_gezien_op, d.laatst_gezien_op, d.ingetrokken_op,
    o.bijlage_bij is not null as is_bijlage, o.bijlage_bij, d.hash, i.identiteitsgroep,
    nullif(r.canoniek, d.document_id) as dubbel_van, d.url, d.zonder_detail
from document as d
left join rang as r using (document_id)
left join ouder as o using (document_id)
left join identiteit as i using (document_id)
where d.openbaarmakingsdatum is null or d.openbaarmakingsdatum >= $vanaf;

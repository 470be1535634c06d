-- The table of publications: one row for each document that has a day.
-- The canonical one of several copies is one that is still public, then the ministry's own (a UUID, or delivered
-- through plooi-api), then the earliest, then the first by id; `dubbel_van` of the others names it.
with rang as (
    select
        document_id,
        first_value(document_id) over (
            partition by groep
            order by
                ingetrokken_op is not null,
                not (
                    bron_label is not distinct from 'plooi-api'
                    or regexp_full_match(document_id, '(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
                ),
                openbaarmakingsdatum nulls last,
                document_id
        ) as canoniek
    from documenten
    inner join groepen using (document_id)
),
bijlage as (
    -- Either end may tell: the attachment names its parent, or the parent its attachment.
    select document_id, andere as bijlage_bij
    from relaties
    where rol = 'c_4d1ea9ba'
    union all
    select andere as document_id, document_id as bijlage_bij
    from relaties
    where rol = 'c_05f4a5f3'
),
ouder as (
    select document_id, min(bijlage_bij) as bijlage_bij
    from bijlage
    group by all
),
identiteit as (
    select document_id, min(andere) as identiteitsgroep
    from relaties
    where rol = 'identiteitsgroep'
    group by all
)
select
    d.document_id,
    d.titel,
    d.openbaarmakingsdatum,
    d.organisatie_code,
    d.organisatie_label,
    d.verantwoordelijke_code,
    d.publisher_code,
    d.documentsoort,
    d.documentsoort_uri,
    d.informatiecategorie_code,
    d.informatiecategorie_codes,
    d.aanbieder,
    d.bron_label,
    d.versie,
    d.mutatiedatumtijd,
    d.eerste_gezien_op,
    d.laatst_gezien_op,
    d.ingetrokken_op,
    o.bijlage_bij is not null as is_bijlage,
    o.bijlage_bij,
    d.hash,
    i.identiteitsgroep,
    nullif(r.canoniek, d.document_id) as dubbel_van,
    d.url,
    d.zonder_detail
from documenten as d
left join rang as r using (document_id)
left join ouder as o using (document_id)
left join identiteit as i using (document_id)
where d.openbaarmakingsdatum is not null and ($vanaf is null or d.openbaarmakingsdatum >= $vanaf)

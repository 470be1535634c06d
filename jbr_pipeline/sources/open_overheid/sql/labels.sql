-- What filtered searches say of a document: its documentsoort and its Woo categories.
-- The label is read from the request: whoever is on a page filtered by it has it. Only pages of a window count that was
-- read wholly and agreed with a sample of details; the harvester notes that after them (`labels`, with the days of the
-- window and the line before its first page). A document with several documentsoorten or several categories of
-- art. 3.3 has no row, because a filter cannot tell which one comes first. The latest window with a document decides.
create or replace temp table labels as
with akkoord as (
    select
        volgnr,
        cast(json_extract_string(body, '$.na_volgnr') as bigint) as na_volgnr,
        cast(json_extract_string(body, '$.van') as date) as van,
        cast(json_extract_string(body, '$.tot') as date) as tot
    from overig
    where soort = 'notitie' and aanleiding = 'labels'
),
pagina as (
    select
        a.volgnr as akkoord,
        a.van,
        a.tot,
        regexp_extract(r.pad, '[?&](documentsoort|informatiecategorie)=([^&]*)', ['naam', 'waarde']) as filter,
        r.pagina as inhoud
    from regels as r
    inner join akkoord as a on r.volgnr > a.na_volgnr and r.volgnr < a.volgnr
    where r.pagina is not null
),
treffer as (
    select
        akkoord,
        van,
        tot,
        filter.naam as filter,
        url_decode(url_decode(filter.waarde)) as label,
        unnest(inhoud.resultaten).document as d
    from pagina
    where filter.naam <> ''
),
per_venster as (
    select
        regexp_replace(t.d.id, '_\d+$', '') as document_id,
        t.akkoord,
        max(wijzigingssleutel(t.d)) as sleutel,
        min(t.label) filter (where t.filter = 'documentsoort') as documentsoort,
        count(distinct t.label) filter (where t.filter = 'documentsoort') as documentsoorten,
        list_sort(list(distinct c.code) filter (where c.code is not null)) as informatiecategorie_codes,
        min(c.code) filter (where c.in_art_3_3) as informatiecategorie_code,
        count(distinct c.code) filter (where c.in_art_3_3) as categorieen_art_3_3
    from treffer as t
    left join categorieen as c on t.filter = 'informatiecategorie' and lower(t.label) = c.label
    where t.d.id is not null and try_cast(t.d.openbaarmakingsdatum as date) between t.van and t.tot
    group by all
)
select
    document_id,
    sleutel,
    documentsoort,
    coalesce(informatiecategorie_codes, []) as informatiecategorie_codes,
    informatiecategorie_code
from per_venster
where documentsoorten = 1 and categorieen_art_3_3 <= 1
qualify row_number() over (partition by document_id order by akkoord desc) = 1

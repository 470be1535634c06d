-- Documents whose latest detail names no relations at all, and whose relations were neither asked for since nor
-- cleared by a probe: the note `relaties` carries the line up to which nothing is left to ask.
with detail as (
    select document_id, max(volgnr) as volgnr, arg_max(aantal_relaties, volgnr) as aantal
    from details
    where status = 200
    group by all
),
nagevraagd as (
    select document_id, max(volgnr) as volgnr
    from overig
    where soort = 'relaties'
    group by all
)
select d.document_id
from detail as d
left join nagevraagd as n using (document_id)
where
    d.aantal = 0
    and d.volgnr > coalesce(n.volgnr, -1)
    and d.volgnr > coalesce(
        (
            select max(cast(json_extract_string(body, '$.tot_volgnr') as bigint))
            from overig
            where soort = 'notitie' and aanleiding = 'relaties'
        ),
        -1
    )
order by d.document_id

-- Results in the list of the source that are no document of their own, for each day and reason: an id that is there more
-- than once, or none at all. Of every day the last complete reading counts.
with notitie as (
    select
        volgnr,
        unnest(json_transform(json_extract(body, '$.dagen'), '[["VARCHAR"]]')) as dag
    from overig
    where soort = 'notitie' and aanleiding = 'overtal'
),
venster as (
    select
        volgnr,
        cast(json_extract_string(body, '$.van') as date) as van,
        cast(json_extract_string(body, '$.tot') as date) as tot
    from overig
    where soort = 'notitie' and aanleiding = 'overtal'
)
select cast(n.dag[1] as date) as dag, n.dag[2] as reden, cast(n.dag[3] as bigint) as aantal
from notitie as n
where
    not exists (
        select 1
        from venster as v
        where
            v.volgnr > n.volgnr
            and cast(n.dag[1] as date) >= v.van
            and cast(n.dag[1] as date) <= coalesce(v.tot, date '9999-12-31')
    )
order by all

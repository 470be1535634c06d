-- The shape of answers: for each kind of thing in them every path, what types it holds there, and how many things have
-- something in it. Of a search page the results are things of their own. No more than $hoogstens answers of a kind are
-- looked at, the same ones each time, spread over all; of search pages a twentieth, because each holds fifty results.
-- Names and counts only: values stay behind.
with antwoord as materialized (
    select volgnr, soort, ltrim(body, chr(65279)) as tekst
    from $bron
    where status = 200 and soort in ('zoek', 'detail', 'relaties')
    qualify
        row_number() over (partition by soort order by hash(volgnr))
        <= case when soort = 'zoek' then $hoogstens / 20 else $hoogstens end
),
geldig as materialized (
    select soort, tekst::json as inhoud
    from antwoord
    where json_valid(tekst)
),
ding as (
    select 'pagina' as soort, json_merge_patch(inhoud, '{"resultaten": null}') as inhoud
    from geldig
    where soort = 'zoek'
    union all
    select 'treffer', unnest(json_extract(inhoud, '$$.resultaten[*]'))
    from geldig
    where soort = 'zoek'
    union all
    select 'detail', inhoud
    from geldig
    where soort = 'detail'
    union all
    select 'relatie', unnest(json_extract(inhoud, '$$[*]'))
    from geldig
    where soort = 'relaties'
),
genummerd as materialized (
    select soort, row_number() over () as nr, inhoud
    from ding
),
aantal as (
    select soort, count(*) as dingen
    from genummerd
    group by all
),
plek as (
    select
        g.soort,
        g.nr,
        regexp_replace(substr(j.fullkey, 3), '\[\d+\]', '[]', 'g') as pad,
        case
            when j.type = 'ARRAY' then 'lijst'
            when j.type = 'OBJECT' then 'object'
            when j.type = 'VARCHAR' then 'tekst'
            when j.type = 'BOOLEAN' then 'vlag'
            when j.type <> 'NULL' then 'getal'
        end as type,
        j.value::varchar not in ('""', '[]', '{}', 'null') as gevuld
    from genummerd as g, json_tree(g.inhoud) as j
)
select
    p.soort,
    p.pad,
    list_sort(list(distinct p.type) filter (where p.type is not null)) as typen,
    count(distinct p.nr) as aanwezig,
    count(distinct p.nr) filter (where p.gevuld) as gevuld,
    a.dingen
from plek as p
inner join aantal as a using (soort)
group by p.soort, p.pad, a.dingen
order by all

-- All lines of the closed segments, each body parsed once and only what is used of it kept (see structure.py):
-- unpacking and parsing are most of the work, and every later statement starts here.
-- `pagina`: what a search page holds. `leesbaar`: there is a document in the body of this detail. `d`: what it says,
-- and `onbekend` the names in it that the contract does not know; where $inhoud is false only confirmations have a `d`.
-- `overige_body` is the text, without a byte order mark, of what is neither a page nor a detail.
create or replace temp table regels as
with regel as (
    select * exclude (sha256, body, body_base64), ltrim(body, chr(65279)) as tekst
    from $bron
),
gekeurd as (
    select
        *,
        json_valid(tekst) as geldig,
        case when soort = 'detail' and status = 200 and geldig then tekst end as detail,
        case when soort = 'zoek' and status = 200 and geldig then tekst end as zoekpagina
    from regel
),
ontleed as (
    select
        * exclude (zoekpagina),
        json_transform(zoekpagina, '$zoekpagina') as pagina,
        coalesce(json_type(detail, '$$.document') = 'OBJECT', false) as leesbaar,
        json_transform(case when aanleiding = 'bevestiging' or ($inhoud and leesbaar) then detail end, '$detail') as d,
        json_keys(case when $inhoud and leesbaar then detail end, ['$$', '$$.document', '$$.plooiIntern']) as namen
    from gekeurd
)
select
    * exclude (tekst, detail, namen),
    coalesce(
        case when d is null then json_array_length(detail, '$$.documentrelaties') else len(d.documentrelaties) end, 0
    ) as aantal_relaties,
    -- Nearly always all names are known, and then no list is made.
    case
        when not (
            list_has_all([$bekend_boven], namen[1])
            and coalesce(list_has_all([$bekend_document], namen[2]), true)
            and coalesce(list_has_all([$bekend_intern], namen[3]), true)
        )
            then list_concat(
                list_filter(namen[1], lambda naam: naam not in ($bekend_boven)),
                list_transform(
                    list_filter(namen[2], lambda naam: naam not in ($bekend_document)), lambda naam: 'document.' || naam
                ),
                list_transform(
                    list_filter(namen[3], lambda naam: naam not in ($bekend_intern)),
                    lambda naam: 'plooiIntern.' || naam
                )
            )
    end as onbekend,
    case when soort not in ('zoek', 'detail') then tekst end as overige_body
from ontleed

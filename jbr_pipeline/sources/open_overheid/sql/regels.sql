-- All lines of the closed segments, each body parsed once and only what is used of it kept (see structure.py):
-- unpacking and parsing are most of the work, and every later statement starts here. A line rests on nothing but
-- itself, so that what was made of a segment holds for as long as the segment does (see parsed.py).
-- `pagina`: what a search page holds. `leesbaar`: there is a document in the body of this detail. `vervallen`: a
-- confirmation whose newest version says that the document was taken back. `inhoud`: what the detail says of its
-- document, and `relaties` of others; NULL where $inhoud is false. `overige_body` is the text, without a byte order
-- mark, of what is neither a page nor a detail.
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
herkend as (
    select *, coalesce(json_type(detail, '$$.document') = 'OBJECT', false) as leesbaar
    from gekeurd
),
ontleed as (
    select
        * exclude (zoekpagina),
        json_transform(zoekpagina, '$zoekpagina') as pagina,
        json_transform(case when aanleiding = 'bevestiging' or ($inhoud and leesbaar) then detail end, '$detail') as d
    from herkend
),
geordend as (
    select *, op_volgorde(d.versies) as versies
    from ontleed
),
gekozen as (
    select
        *,
        d.document.classificatiecollectie as classificatie,
        list_transform(d.document.classificatiecollectie.informatiecategorieen, lambda c: laatste_deel(c.id)) as codes,
        list_has_all([$codes], codes) and list_count(codes) = len(codes) as alle_codes_bekend,
        eerste_bestand(
            list_last(list_filter(versies, lambda v: v.oorzaak is distinct from 'intrekking')).bestanden
        ).hash as hash
    from geordend
)
select
    * exclude (tekst, detail, d, versies, classificatie, codes, alle_codes_bekend, hash),
    aanleiding = 'bevestiging' and coalesce(list_last(versies).oorzaak = 'intrekking', false) as vervallen,
    case when $inhoud and leesbaar then {
        'titel': platte_tekst(tekst(d.document.titelcollectie.officieleTitel)),
        'openbaarmakingsdatum': list_first(
            list_filter(list_transform(versies, lambda v: v.openbaarmakingsdatum), lambda x: x is not null)
        ),
        'verantwoordelijke': organisatie(d.document.verantwoordelijke),
        'publisher': organisatie(d.document.publisher),
        'documentsoort': platte_tekst(tekst(classificatie.documentsoorten[1].label)),
        'documentsoort_uri': classificatie.documentsoorten[1].id,
        -- Nearly always all codes are known, and then no label is looked at.
        'informatiecategorie_codes': case
            when alle_codes_bekend then codes
            else list_filter(
                list_transform(classificatie.informatiecategorieen, lambda c: categoriecode(c)),
                lambda code: code is not null
            )
        end,
        'vreemde_categorieen': case
            when not alle_codes_bekend then list_filter(
                list_transform(
                    classificatie.informatiecategorieen,
                    lambda c: case
                        when categoriecode(c) not in ($codes) then coalesce(platte_tekst(tekst(c.label)), '')
                        when categoriecode(c) is null then platte_tekst(tekst(c.label))
                    end
                ),
                lambda naam: naam is not null
            )
        end,
        'aanbieder': tekst(d.plooiIntern.aanbieder),
        'bron_label': tekst(d.plooiIntern.sourceLabel),
        'versie': list_max(list_transform(versies, lambda v: v.nummer)),
        'mutatiedatumtijd': list_last(versies).op,
        'hash': case when regexp_full_match(hash, '(?i)[0-9a-f]{40}') then lower(hash) end,
        'pid': d.document.pid
    } end as inhoud,
    case when $inhoud and leesbaar then d.documentrelaties end as relaties,
    coalesce(
        case when d is null then json_array_length(detail, '$$.documentrelaties') else len(d.documentrelaties) end, 0
    ) as aantal_relaties,
    case when soort not in ('zoek', 'detail') then tekst end as overige_body
from gekozen

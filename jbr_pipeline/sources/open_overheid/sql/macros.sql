-- The versions of a document from old to new, whatever order they came in. The moment of mutation decides; only where
-- two are equal does the place in the list (newest last, as the platform's own model has it).
create or replace temp macro op_volgorde(versies) as
    list_sort(
        list_transform(
            list_filter(versies, lambda v: v is not null),
            lambda v, i: {
                'op': try_cast(v.mutatiedatumtijd as timestamptz),
                'plek': i,
                'nummer': v.nummer,
                'oorzaak': v.oorzaak,
                'openbaarmakingsdatum': try_cast(left(v.openbaarmakingsdatum, 10) as date),
                'bestanden': v.bestanden
            }
        )
    );

-- A text that is one. Where the source has an object or a list instead, its JSON is no text to show or to count by.
create or replace temp macro tekst(waarde) as
    case
        when (starts_with(waarde, '{') or starts_with(waarde, '[')) and json_valid(waarde) then null
        else waarde
    end;

-- The change key of a hit: id with version, and the moment of mutation to the millisecond as text. It is only ever
-- compared with other hits, because the detail gives the same moment with other decimals.
create or replace temp macro wijzigingssleutel(treffer) as
    treffer.id || '|' || left(rtrim(coalesce(treffer.mutatiedatumtijd, ''), 'Z'), 23);

-- The file that was published first in the list; side files (metadata, xml) are not published.
create or replace temp macro eerste_bestand(bestanden) as
    list_first(list_filter(bestanden, lambda b: b.gepubliceerd));

-- The last part of a URI: the code under which TOOI and the platform know something.
create or replace temp macro laatste_deel(uri) as
    nullif(regexp_extract(uri, '([^/]+)/*$', 1), '');

-- An address on the web; NULL for whatever else stands in its place.
create or replace temp macro webadres(waarde) as
    case when starts_with(waarde, 'http') then waarde end;

-- An organisation as code and label, of which one may be missing; NULL for the placeholder.
create or replace temp macro organisatie(verwijzing) as
    case
        when
            laatste_deel(verwijzing.id) <> 'organisatie_onbekend'
            or (laatste_deel(verwijzing.id) is null and tekst(verwijzing.label) <> 'Onbekend')
            then {'code': laatste_deel(verwijzing.id), 'label': tekst(verwijzing.label)}
    end;

-- The usual HTML entities resolved; only texts that have any pay for it.
create or replace temp macro zonder_entiteiten(tekst) as
    case
        when contains(tekst, '&')
            then
                list_reduce(
                    [
                        ['&nbsp;', ' '], ['&quot;', '"'], ['&#34;', '"'], ['&apos;', ''''], ['&#39;', ''''],
                        ['&#x27;', ''''], ['&lsquo;', '‘'], ['&rsquo;', '’'], ['&ldquo;', '“'], ['&rdquo;', '”'],
                        ['&ndash;', '–'], ['&mdash;', '—'], ['&hellip;', '…'], ['&euro;', '€'], ['&sect;', '§'],
                        ['&eacute;', 'é'], ['&egrave;', 'è'], ['&euml;', 'ë'], ['&iuml;', 'ï'], ['&ouml;', 'ö'],
                        ['&uuml;', 'ü'], ['&aacute;', 'á'], ['&oacute;', 'ó'], ['&ccedil;', 'ç'], ['&lt;', '<'],
                        ['&gt;', '>'], ['&amp;', '&']
                    ],
                    lambda zo_ver, teken: [replace(zo_ver[1], teken[1], teken[2])],
                    [tekst]
                )[1]
        else tekst
    end;

-- Every run of whitespace a single space; to look for one is cheaper than to replace, and few texts have any.
create or replace temp macro met_enkele_spaties(tekst) as
    case
        when regexp_matches(tekst, '  |[\t\n\f\r\x{00A0}\x{200B}]')
            then regexp_replace(tekst, '[\s\x{00A0}\x{200B}]+', ' ', 'g')
        else tekst
    end;

-- One line of plain text, empty where there is nothing in it.
create or replace temp macro platte_tekst(tekst) as
    trim(met_enkele_spaties(zonder_entiteiten(tekst)));

-- A Woo category as its code: that of the URI where TOOI knows it, else the one TOOI has under this label, else what is
-- there. So a category keeps its meaning when either its label or its URI changes.
create or replace temp macro categoriecode(verwijzing) as
    case
        when laatste_deel(verwijzing.id) in ($codes) then laatste_deel(verwijzing.id)
        else coalesce($categorieen[lower(platte_tekst(verwijzing.label))], laatste_deel(verwijzing.id))
    end;

-- De publicaties uit de ruwe segmenten, in een keer gelezen; dezelfde tabel als de vouw van de pijplijn geeft.
--
-- Een regel gewone tekst. Alleen tekst met een entiteit of met andere witruimte dan losse spaties betaalt ervoor.
create or replace temp macro ontdaan(tekst) as
    if(
        contains(tekst, '&'),
        tekst
        .replace('&nbsp;', ' ').replace('&quot;', '"').replace('&#34;', '"').replace('&apos;', '''')
        .replace('&#39;', '''').replace('&#x27;', '''').replace('&lsquo;', '‘').replace('&rsquo;', '’')
        .replace('&ldquo;', '“').replace('&rdquo;', '”').replace('&ndash;', '–').replace('&mdash;', '—')
        .replace('&hellip;', '…').replace('&euro;', '€').replace('&sect;', '§').replace('&eacute;', 'é')
        .replace('&egrave;', 'è').replace('&euml;', 'ë').replace('&iuml;', 'ï').replace('&ouml;', 'ö')
        .replace('&uuml;', 'ü').replace('&aacute;', 'á').replace('&oacute;', 'ó').replace('&ccedil;', 'ç')
        .replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&'),
        tekst
    );
create or replace temp macro op_een_regel(tekst) as
    nullif(
        trim(
            if(
                contains(tekst, '  ') or contains(tekst, chr(9)) or contains(tekst, chr(10)) or contains(tekst, chr(12))
                or contains(tekst, chr(13)) or contains(tekst, chr(160)) or contains(tekst, chr(8203)),
                regexp_replace(tekst, '[\s\x{00A0}\x{200B}]+', ' ', 'g'),
                tekst
            )
        ),
        ''
    );

create or replace temp table antwoord as
with regel as (
    select * exclude (body), ltrim(body, chr(65279)) as tekst
    from read_json(
        [$bestanden], format = 'newline_delimited', maximum_object_size = 25165824,
        columns = {
            volgnr: 'bigint', loop: 'varchar', soort: 'varchar', aanleiding: 'varchar', document_id: 'varchar',
            status: 'integer', opgehaald_op: 'timestamptz', body: 'varchar'
        }
    )
    where soort <> 'notitie'
)
select
    * exclude (tekst),
    case when soort = 'detail' and status = 200 then try(json_transform(tekst, '$detail')) end as d,
    case when soort = 'zoek' and status = 200 then try(json_transform(tekst, '$zoekpagina')) end as pagina,
    case when soort = 'relaties' and status = 200 then try(json_transform(tekst, '[$relatie]')) end as losse_relaties
from regel;

create or replace temp table detail as
select
    volgnr, loop, document_id, status, opgehaald_op, aanleiding,
    d.document is not null as is_leesbaar,
    aanleiding = 'bevestiging' and coalesce(list_last(op_volgorde(d.versies)).oorzaak = 'intrekking', false) as is_vervallen
from antwoord
where soort = 'detail';

create or replace temp table treffer as
with getoond as (
    select volgnr, opgehaald_op, unnest(pagina.resultaten).document as t
    from antwoord
    where soort = 'zoek' and pagina is not null
)
select
    regexp_replace(t.id, '_\d+$$', '') as document_id,
    max(volgnr) as volgnr,
    min(opgehaald_op) as eerst_op,
    max(opgehaald_op) as laatst_op,
    arg_max(t, volgnr) as treffer
from getoond
where t.id is not null
group by all;

-- Alleen een bevestiging telt, en een treffer of een document erna heft haar op. Van een `ronl-` id dat nooit een
-- document gaf is niet zeker dat de API het kent: dan moet het in twee keren weg zijn.
create or replace temp table ingetrokken as
with weg as (
    from detail
    where aanleiding = 'bevestiging' and (status <> 200 or is_vervallen)
),
aanwezig as (
    select document_id, volgnr, false as is_gelezen
    from treffer
    semi join weg using (document_id)
    union all
    select document_id, volgnr, true
    from detail
    semi join weg using (document_id)
    where status = 200 and not is_vervallen
),
laatst as (
    select document_id, max(volgnr) as volgnr, bool_or(is_gelezen) as is_ooit_gelezen
    from aanwezig
    group by all
)
select w.document_id, min(w.opgehaald_op) as ingetrokken_op
from weg as w
left join laatst as l using (document_id)
where w.volgnr > coalesce(l.volgnr, -1)
group by w.document_id
having
    bool_or(w.status = 410 or w.status = 200 or coalesce(l.is_ooit_gelezen, false))
    or count(distinct w.loop) >= 2
    or not starts_with(w.document_id, 'ronl-');

create or replace temp table document as
with gelezen as (
    select
        document_id,
        min(opgehaald_op) filter (status = 200) as eerst_op,
        max(opgehaald_op) filter (status = 200 and not is_vervallen) as laatst_op,
        max(volgnr) filter (is_leesbaar) as volgnr
    from detail
    group by all
),
met_detail as (
    select g.*, a.d
    from antwoord as a
    join gelezen as g on g.volgnr = a.volgnr
    union all
    select g.*, null
    from gelezen as g
    where g.volgnr is null
),
samen as (
    select
        g.document_id,
        g.d,
        g.volgnr is null as zonder_detail,
        op_volgorde(g.d.versies) as versies,
        g.d.document.classificatiecollectie as classificatie,
        t.treffer,
        least(g.eerst_op, t.eerst_op) as eerste_gezien_op,
        greatest(g.laatst_op, t.laatst_op) as laatst_gezien_op,
        i.ingetrokken_op
    from met_detail as g
    left join treffer as t on t.document_id = g.document_id
    left join ingetrokken as i on i.document_id = g.document_id
),
benoemd as (
    select
        *,
        list_last(list_filter(versies, lambda v: v.oorzaak is distinct from 'intrekking')) as versie_nu,
        coalesce(
            list_first(
                list_filter(list_transform(versies, lambda v: v.openbaarmakingsdatum), lambda x: x is not null)
            ),
            try_cast(left(treffer.openbaarmakingsdatum, 10) as date)
        ) as openbaarmakingsdatum,
        organisatie(d.document.verantwoordelijke) as verantwoordelijke,
        organisatie(d.document.publisher) as publisher,
        list_filter(
            list_transform(classificatie.informatiecategorieen, lambda c: laatste_deel(c.id)),
            lambda c: c is not null
        ) as informatiecategorie_codes
    from samen
)
select
    b.document_id,
    op_een_regel(ontdaan(coalesce(d.document.titelcollectie.officieleTitel, treffer.titel))) as titel,
    b.openbaarmakingsdatum,
    case when zonder_detail then o.code else coalesce(b.verantwoordelijke.code, b.publisher.code) end
        as organisatie_code,
    case
        when zonder_detail then nullif(treffer.publisher, 'Onbekend')
        when b.verantwoordelijke.code is not null then b.verantwoordelijke.label
        else b.publisher.label
    end as organisatie_label,
    b.verantwoordelijke.code as verantwoordelijke_code,
    b.publisher.code as publisher_code,
    op_een_regel(ontdaan(classificatie.documentsoorten[1].label)) as documentsoort,
    classificatie.documentsoorten[1].id as documentsoort_uri,
    list_first(list_filter(informatiecategorie_codes, lambda c: list_contains([$woo_categorieen], c)))
        as informatiecategorie_code,
    coalesce(informatiecategorie_codes, []) as informatiecategorie_codes,
    coalesce(d.plooiIntern.aanbieder, treffer.aanbieder) as aanbieder,
    d.plooiIntern.sourceLabel as bron_label,
    coalesce(
        list_max(list_transform(versies, lambda v: v.nummer)),
        try_cast(nullif(regexp_extract(treffer.id, '_(\d+)$$', 1), '') as integer)
    ) as versie,
    coalesce(list_last(versies).op, try_cast(treffer.mutatiedatumtijd as timestamptz)) as mutatiedatumtijd,
    eerste_gezien_op,
    laatst_gezien_op,
    ingetrokken_op,
    zonder_detail,
    case
        when regexp_full_match(eerste_bestand(versie_nu.bestanden).hash, '(?i)[0-9a-f]{40}')
            then lower(eerste_bestand(versie_nu.bestanden).hash)
    end as hash,
    coalesce(d.document.pid, treffer.pid, 'https://open.overheid.nl/documenten/' || b.document_id) as url
from benoemd as b
left join organisatielabel as o
    on
        if(b.zonder_detail, lower(b.treffer.publisher), null) = o.label
        and b.openbaarmakingsdatum between o.geldig_vanaf and o.geldig_tot
where not zonder_detail or treffer is not null;

create or replace temp table relatie as
with bron as (
    select a.document_id, a.d.documentrelaties as relaties
    from antwoord as a
    where a.volgnr in (select max(volgnr) from detail where is_leesbaar group by document_id)
    union all
    select document_id, arg_max(losse_relaties, volgnr)
    from antwoord
    where soort = 'relaties' and status = 200
    group by all
),
los as (
    select document_id, unnest(relaties) as r
    from bron
    where len(relaties) > 0
)
select distinct document_id, laatste_deel(r.role) as rol, laatste_deel(r.relation) as andere
from los
where r.role is not null and laatste_deel(r.relation) is not null;

-- Wat hetzelfde document is: via de hash van het bestand of een identiteitsgroep. Een knoop met maar een document zegt
-- niets.
create or replace temp table knoop as
with groepsnaam as (
    select document_id, 'groep:' || andere as knoop
    from relatie
    where rol = 'identiteitsgroep'
),
alle as (
    select document_id, 'bestand:' || hash as knoop
    from document
    where hash is not null
    union
    select document_id, knoop
    from groepsnaam
    union
    select document_id, 'groep:' || document_id
    from document
    where 'groep:' || document_id in (select knoop from groepsnaam)
),
bekend as (
    select a.document_id, a.knoop
    from alle as a
    semi join document as d using (document_id)
)
select k.document_id, k.knoop
from bekend as k
semi join (select knoop from bekend group by all having count(*) > 1) as g using (knoop);

create or replace temp table verbonden as
select distinct document_id, document_id as kleinste
from knoop;

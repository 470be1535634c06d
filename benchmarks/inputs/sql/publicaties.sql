-- De regels van een stuk van een ophaalloop: zoekpagina's van vijftig treffers, met na elke pagina de details daarvan.
--
-- verzoek zegt welke documenten: nr, aanleiding en de plaats in de loop (rang). Document nr is een bijlage bij het
-- vorige (een op de twintig), hetzelfde als het vorige (een op de honderd), later gewijzigd (een op de honderd) of
-- ingetrokken (een op de tweehonderd). De tweede loop geeft daarvan de nieuwe versie, of de bevestiging dat het weg is.
create or replace temp table document as
with gekozen as (
    select
        *,
        nr % 20 = 7 as is_bijlage,
        nr % 100 = 53 as is_dubbel,
        if(is_bijlage or is_dubbel, nr - 1, nr) as basis,
        dag_van(nr, getvariable('aantal')) as dag,
        dag_van(basis, getvariable('aantal')) as dag_basis,
        bron_van(nr) as bron,
        id_van(nr) as id,
        1 + (loting(nr, 'versie') < 0.06)::integer + (getvariable('loop') = 2 and nr % 100 = 17)::integer as versies
    from verzoek
),
benoemd as (
    select
        g.*,
        case
            when bron_van(basis) = 'oep' then getvariable('kamer')
            when loting(basis, 'ander') < 0.15 then getvariable('anderen')[1 + floor(6 * loting(basis, 'wie'))::int]
            else o.ministeries[1 + floor(len(o.ministeries) * pow(loting(basis, 'wie'), 1.3))::integer]
        end as organisatie,
        case bron
            when 'ronl' then 'Rijksoverheid.nl'
            when 'oep' then 'officielebekendmakingen.nl'
            else 'Aanleverloket'
        end as aanbieder,
        if(is_bijlage, 'Bijlage bij ', '') || ['Brief', 'Nota', 'Besluit', 'Verslag'][1 + basis % 4] || ' over '
        || [
            'de doorstroom op de denkbeeldige arbeidsmarkt', 'het onderhoud van de brug bij Nergenshuizen',
            'de voortgang van het programma "Papieren Dijk"', 'de evaluatie van de regeling Stille Straten &amp; Wegen',
            'het toezicht op de veerpont van Fantasieland', 'een verzoek om informatie over vergaderzaal 12'
        ][1 + floor(6 * loting(basis, 'onderwerp'))::int] || ', stuk ' || basis || ' (verzonnen voorbeeld)' as titel,
        'https://open.overheid.nl/documenten/' as site,
        g.dag + interval 6 hour + to_microseconds((5e10 * loting(nr, 'uur'))::bigint) as aangeleverd,
        least(
            aangeleverd + to_days(1 + floor(200 * loting(nr, 'later'))::integer), timestamp '2025-11-09 23:00:00'
        ) as gewijzigd,
        case
            when getvariable('loop') = 2 then timestamp '2025-12-05 03:00:00' + to_microseconds(nr * 1000)
            when versies = 1 then aangeleverd
            else gewijzigd
        end as mutatie,
        20000 + nr * 7919 % 4000000 as grootte,
        sha1('bestand ' || if(nr % 200 = 53, basis, nr)) as hash
    from gekozen as g
    inner join organisatie_op as o on o.dag = g.dag_basis
),
geschreven as (
    select
        *,
        site || id as pid,
        '"Deze tekst is verzonnen en staat er om de lengte die een omschrijving van een document gewoonlijk heeft."'
            as omschrijving,
        if(bron = 'plooi-api', '', ', "weblocatie": "https://www.rijksoverheid.nl/documenten/verzonnen/' || id || '"')
            as weblocatie,
        list_transform(range(1, versies + 1), lambda v:
            '{"nummer": ' || v || case
                when v = 1 then ', "oorzaak": "aanlevering", "openbaarmakingsdatum": "' || dag
                else ', "oorzaak": "wijziging", "wijzigingsdatum": "' || if(v = versies, mutatie, gewijzigd)::date
            end || '", "mutatiedatumtijd": "'
            || als_ns(case v when 1 then aangeleverd when versies then mutatie else gewijzigd end)
            || '", "blokkades": [], "bestanden": [' || case when bron = 'oep' then '{"gepubliceerd": false, "label": '
                '"metadata", "mime-type": "application/xml", "bestandsnaam": "metadata.xml", "grootte": 2048}, ' else ''
            end || '{"id": "' || pid || '/file", "gepubliceerd": true, "label": "file", '
            '"mime-type": "application/pdf", "bestandsnaam": "verzonnen-' || right(id, 12)
            || '.pdf", "mutatiedatumtijd": "' || als_ns(aangeleverd) || '", "grootte": ' || grootte
            || ', "paginas": ' || 1 + nr % 80 || ', "hash": "' || hash || '"}]}'
        ) || if(
            aanleiding = 'bevestiging',
            ['{"oorzaak": "intrekking", "mutatiedatumtijd": "' || als_ns(mutatie) || '", "blokkades": []}'], []
        ) as versielijst
    from benoemd
)
select
    nr,
    rang,
    aanleiding,
    id,
    id || '_' || versies || '|' || left(als_ms(mutatie), 23) as sleutel,
    '{"document": {"id": "' || id || '_' || versies || '", "pid": "' || pid || '", "titel": ' || tekst(titel)
    || ', "omschrijving": ' || omschrijving || ', "openbaarmakingsdatum": "' || dag || '"' || weblocatie
    || ', "publisher": ' || tekst(organisatie.label) || ', "aanbieder": "' || aanbieder || '", "mutatiedatumtijd": "'
    || als_ms(mutatie) || '"}, "bestandsgrootte": "' || (grootte / 1048576)::decimal(9, 2)
    || ' MB", "aantalPaginas": ' || 1 + nr % 80 || ', "bestandsType": "application/pdf"}' as treffer,
    '{"document": {"pid": "' || pid || '"' || weblocatie || ', "identifiers": ["nvt"], "verantwoordelijke": '
    || organisatie.json || ', "medeverantwoordelijken": [], "publisher": '
    || if(bron = 'plooi-api', organisatie.json, getvariable('onbekend')) || ', "opsteller": ' || getvariable('onbekend')
    || ', "language": {"type": "eu:Taal", "id": "http://publications.europa.eu/resource/authority/language/NLD", '
    '"label": "Nederlands"}, "onderwerpen": [], "omschrijvingen": [' || omschrijving
    || '], "titelcollectie": {"officieleTitel": ' || tekst(titel)
    || ', "verkorteTitels": [], "alternatieveTitels": []}, "classificatiecollectie": {"documentsoorten": ['
    || getvariable('soorten')[1 + floor(8 * loting(basis, 'soort'))::int]
    || '], "themas": [{"id": "https://identifier.overheid.nl/tooi/id/thema_onbekend", "label": "Onbekend"}], '
    '"onderwerpenRonl": [], "informatiecategorieen": ['
    || getvariable('categorieen')[1 + floor(len(getvariable('categorieen')) * loting(basis, 'categorie'))::integer]
    || '], "trefwoorden": [], "wooinformatiecategorie": []}, "hasParts": [], "documenthandelingen": '
    '[{"soortHandeling": {"id": "https://identifier.overheid.nl/tooi/def/thes/kern/c_641ecd76", '
    '"label": "vaststelling"}, "atTime": "' || als_ms(aangeleverd) || '", "wasAssociatedWith": ' || organisatie.json
    || '}], "extraMetadata": [], "publicatiebestemming": ["rijksoverheid.nl"]}, "plooiIntern": {"dcnId": "'
    || if(bron = 'plooi-api', 'plooi-api-', '') || id || '", "aanbieder": "' || aanbieder || '", "extId": ["' || id
    || '"], "sourceLabel": "' || bron || '", "publicatiestatus": "gepubliceerd"}, "documentrelaties": [' || case
        when is_bijlage then relatie(site || id_van(basis), 'tooi/def/thes/kern/c_4d1ea9ba')
        when nr % 40 = 6 then relatie(site || id_van(nr + 1), 'tooi/def/thes/kern/c_05f4a5f3')
        when nr % 200 in (152, 153)
            then relatie(sha1('groep ' || basis), 'plooi/def/thes/documentrelatie/identiteitsgroep')
        else ''
    end || '], "versies": [' || array_to_string(versielijst, ', ') || ']}' as detail
from geschreven;

create or replace temp table regel as
with antwoord as (
    select
        min(rang) // 50 * 51 as plek,
        'zoek' as soort,
        '' as aanleiding,
        null as kop,
        '/zoek?zoektekst=&start=' || min(rang) || '&aantalResultaten=50&sort=publicatiedatum&order=asc' as pad,
        200 as status,
        '{"totaal": ' || getvariable('aantal') || ', "resultaten": [' || string_agg(treffer, ', ' order by rang) || ']}'
            as body
    from document
    where aanleiding = 'lijst'
    group by rang // 50
    union all
    select
        rang // 50 * 51 + 1 + rang % 50,
        'detail',
        aanleiding,
        ', "document_id": "' || id || '", "sleutel": "' || sleutel || '"',
        '/zoek/' || id,
        if(aanleiding = 'bevestiging' and nr % 400 = 101, 404, 200),
        if(
            aanleiding = 'bevestiging' and nr % 400 = 101,
            '{"type": "about:blank", "title": "Not Found", "status": 404, "detail": "niet gevonden"}',
            detail
        )
    from document
    union all
    select getvariable('laatste_plek') + na_laatste, * exclude (na_laatste)
    from (
        values
        (1, 'notitie', 'wijzigingen', null, null, null, '{"tot_mutatie": "2025-12-06T03:00:00+00:00"}'),
        (
            2, 'notitie', 'relaties', null, null, null, '{"tot_volgnr": '
            || getvariable('eerste_volgnr') + getvariable('laatste_plek') - getvariable('eerste_plek') + 1 || '}'
        )
    ) as t (na_laatste, soort, aanleiding, kop, pad, status, body)
    where getvariable('is_laatste')
),
genummerd as (
    select
        *,
        getvariable('eerste_volgnr') + row_number() over (order by plek) - 1 as volgnr,
        getvariable('begin') + to_milliseconds(200 * plek) as moment
    from antwoord
    where plek between getvariable('eerste_plek') and getvariable('laatste_plek') or soort = 'notitie'
)
select
    volgnr,
    '{"volgnr": ' || volgnr || ', "loop": "' || strftime(getvariable('begin'), '%Y%m%dT%H%M%S.%fZ') || '", "soort": "'
    || soort || '", "aanleiding": "' || aanleiding || '"' || coalesce(kop, '')
    || coalesce(', "pad": "' || pad || '", "status": ' || status, '') || ', "opgehaald_op": "'
    || strftime(moment, '%Y-%m-%dT%H:%M:%S.%f+00:00') || '", "sha256": "' || sha256(body) || '", "body": '
    || tekst(body) || '}' as regel
from genummerd;

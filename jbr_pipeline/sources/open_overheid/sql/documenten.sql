-- One row for each document that the harvester asked about or that filtered searches labelled, from its latest body and
-- its latest hit. A listed document whose detail is not there keeps what the list and the filters say of it. `organisatie` is the verantwoordelijke,
-- else the publisher; the placeholder Onbekend is nobody.
create or replace temp table documenten as
with gelezen as (
    select
        document_id,
        min(opgehaald_op) filter (where status = 200) as eerst_op,
        max(opgehaald_op) filter (where status = 200 and not (aanleiding = 'bevestiging' and vervallen)) as laatst_op
    from details
    group by all
),
gehouden as (
    select document_id
    from gelezen
    union
    select document_id
    from labels
),
samen as (
    select
        h.document_id,
        l.d,
        l.d is null as zonder_detail,
        op_volgorde(l.d.versies) as versies,
        l.d.document.classificatiecollectie as classificatie,
        t.laatste as treffer,
        case when l.d is null then {
            'documentsoort': f.documentsoort,
            'codes': f.informatiecategorie_codes,
            'code': f.informatiecategorie_code
        } end as filters,
        least(g.eerst_op, t.eerst_getoond_op) as eerste_gezien_op,
        greatest(g.laatst_op, t.laatst_getoond_op) as laatst_gezien_op,
        i.ingetrokken_op
    from gehouden as h
    left join gelezen as g using (document_id)
    left join laatste as l using (document_id)
    left join treffers as t using (document_id)
    left join labels as f using (document_id)
    left join ingetrokken as i using (document_id)
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
    schone_tekst(coalesce(d.document.titelcollectie.officieleTitel, treffer.titel)) as titel,
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
    schone_tekst(coalesce(classificatie.documentsoorten[1].label, filters.documentsoort)) as documentsoort,
    classificatie.documentsoorten[1].id as documentsoort_uri,
    coalesce(
        list_first(list_filter(informatiecategorie_codes, lambda c: list_contains($woo_categorieen, c))), filters.code
    ) as informatiecategorie_code,
    coalesce(informatiecategorie_codes, filters.codes, []) as informatiecategorie_codes,
    coalesce(d.plooiIntern.aanbieder, treffer.aanbieder) as aanbieder,
    d.plooiIntern.sourceLabel as bron_label,
    coalesce(
        list_max(list_transform(versies, lambda v: v.nummer)),
        try_cast(nullif(regexp_extract(treffer.id, '_(\d+)$', 1), '') as integer)
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
left join organisatielabels as o
    on
        lower(b.treffer.publisher) = o.label
        and b.openbaarmakingsdatum between o.geldig_vanaf and o.geldig_tot
where zonder_detail is false or treffer is not null

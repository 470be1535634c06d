-- One row for each document that the harvester asked about or that filtered searches labelled, from its latest body and
-- its latest hit. A listed document whose detail is not there keeps what the list and the filters say of it.
-- `organisatie` is the verantwoordelijke, else the publisher, by its code, and by its name on that day where the code is missing; the placeholder Onbekend is
-- nobody.
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
        l.inhoud,
        l.inhoud is null as zonder_detail,
        t.laatste as treffer,
        case when l.inhoud is null then {
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
        coalesce(inhoud.openbaarmakingsdatum, treffer.openbaarmakingsdatum)
            as openbaarmakingsdatum
    from samen
)
select
    b.document_id,
    -- Only the titles that are needed are cleaned: coalesce alone does not keep DuckDB from cleaning all.
    nullif(coalesce(inhoud.titel, platte_tekst(case when inhoud.titel is null then treffer.titel end)), '') as titel,
    b.openbaarmakingsdatum,
    case
        when zonder_detail then o.code
        else coalesce(inhoud.verantwoordelijke.code, ov.code, inhoud.publisher.code, op.code)
    end as organisatie_code,
    case
        when zonder_detail then nullif(treffer.publisher, 'Onbekend')
        when coalesce(inhoud.verantwoordelijke.code, ov.code) is not null then inhoud.verantwoordelijke.label
        when coalesce(inhoud.publisher.code, op.code) is not null then inhoud.publisher.label
        else coalesce(inhoud.verantwoordelijke.label, inhoud.publisher.label)
    end as organisatie_label,
    inhoud.verantwoordelijke.code as verantwoordelijke_code,
    inhoud.publisher.code as publisher_code,
    nullif(coalesce(su.naam, inhoud.documentsoort, sl.naam, platte_tekst(filters.documentsoort)), '') as documentsoort,
    inhoud.documentsoort_uri as documentsoort_uri,
    coalesce(
        list_first(list_filter(inhoud.informatiecategorie_codes, lambda c: list_contains($woo_categorieen, c))), filters.code
    ) as informatiecategorie_code,
    coalesce(inhoud.informatiecategorie_codes, filters.codes, []) as informatiecategorie_codes,
    coalesce(inhoud.aanbieder, treffer.aanbieder) as aanbieder,
    inhoud.bron_label as bron_label,
    coalesce(
        inhoud.versie,
        try_cast(nullif(regexp_extract(treffer.id, '_(\d+)$', 1), '') as integer)
    ) as versie,
    coalesce(inhoud.mutatiedatumtijd, try_cast(treffer.mutatiedatumtijd as timestamptz)) as mutatiedatumtijd,
    eerste_gezien_op,
    laatst_gezien_op,
    ingetrokken_op,
    zonder_detail,
    inhoud.hash,
    coalesce(webadres(inhoud.pid), webadres(treffer.pid), 'https://open.overheid.nl/documenten/' || b.document_id) as url
from benoemd as b
left join organisatielabels as o
    on
        lower(b.treffer.publisher) = o.label
        and b.openbaarmakingsdatum between o.geldig_vanaf and o.geldig_tot
left join organisatielabels as ov
    on
        inhoud.verantwoordelijke.code is null
        and lower(inhoud.verantwoordelijke.label) = ov.label
        and b.openbaarmakingsdatum between ov.geldig_vanaf and ov.geldig_tot
left join organisatielabels as op
    on
        inhoud.publisher.code is null
        and lower(inhoud.publisher.label) = op.label
        and b.openbaarmakingsdatum between op.geldig_vanaf and op.geldig_tot
left join soortnamen as su on inhoud.documentsoort_uri = su.uri and inhoud.documentsoort = su.label
left join soortnamen as sl on zonder_detail and platte_tekst(filters.documentsoort) = sl.label and sl.eenduidig
where zonder_detail is false or treffer is not null

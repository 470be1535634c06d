-- Welke vastgestelde cijfers nu anders zijn en dat nog niet stonden genoteerd: nieuwe_correctie.
--
-- Een correctie staat er een keer. Verandert het cijfer daarna opnieuw, ook terug naar dat van de editie, dan komt er een
-- bij. De reden is wat er aan het cijfer is veranderd: de aanleveringen, de definitie, de indeling in ministeries of de
-- publicaties. Wat uit een editie komt verandert niet meer.
create or replace temp table verschil as
select
    e.editie, e.indicator_code, e.variant, e.jaar, e.peildatum, e.organisatie_code, e.uitsplitsing, e.categorie,
    e.structuur, e.waarde as oude_waarde, l.waarde as nieuwe_waarde, coalesce(l.onderdrukt, false) as is_onderdrukt
from editie_waarde as e
left join indicator_waarde as l
    on
        l.editie = 'lopend'
        and l.indicator_code = e.indicator_code
        and l.variant = e.variant
        and l.peildatum = e.peildatum
        and l.organisatie_code = e.organisatie_code
        and l.uitsplitsing = e.uitsplitsing
        and l.categorie = e.categorie
        and l.structuur = e.structuur
where e.waarde is distinct from l.waarde
union all
-- Wat er bij een vastgestelde uitsplitsing bij kwam, zoals een categorie die er eerst niet was.
select
    b.editie, l.indicator_code, l.variant, l.jaar, l.peildatum, l.organisatie_code, l.uitsplitsing, l.categorie,
    l.structuur, null, l.waarde, false
from indicator_waarde as l
join editie_bereik as b using (indicator_code, variant, peildatum, uitsplitsing)
anti join editie_waarde as e
    on
        e.editie = b.editie
        and e.indicator_code = l.indicator_code
        and e.variant = l.variant
        and e.peildatum = l.peildatum
        and e.organisatie_code = l.organisatie_code
        and e.uitsplitsing = l.uitsplitsing
        and e.categorie = l.categorie
        and e.structuur = l.structuur
where l.editie = 'lopend' and l.waarde <> 0;

-- Welke aanleveringen er bij een cijfer kwamen en welke niet meer tellen, per maand van hun peildatum: een cijfer van juli
-- rust niet op december.
create or replace temp table wissel as
with erbij as (
    select e.editie, h.indicator_code, h.jaar, h.organisatie_code, h.aanlevering_id, a.bestandsnaam, a.peildatum
    from herkomst as h
    join editie as e on h.jaar between e.verslagjaar - 1 and e.verslagjaar
    join aanlevering as a using (aanlevering_id)
    anti join editie_herkomst as o
        on
            o.editie = e.editie
            and o.indicator_code = h.indicator_code
            and o.jaar = h.jaar
            and o.organisatie_code = h.organisatie_code
            and o.aanlevering_id = h.aanlevering_id
),
eraf as (
    select
        o.editie, o.indicator_code, o.jaar, o.organisatie_code, o.aanlevering_id, o.bestandsnaam, a.peildatum
    from editie_herkomst as o
    join aanlevering as a using (aanlevering_id)
    anti join herkomst as h
        on
            h.indicator_code = o.indicator_code
            and h.jaar = o.jaar
            and h.organisatie_code = o.organisatie_code
            and h.aanlevering_id = o.aanlevering_id
    -- Een basisjaar dat is opgeschoond telt nog even zwaar, maar dan uit zijn editie.
    where a.opgeschoond_op is null
),
samen as (
    select *, true as is_erbij from erbij
    union all
    select *, false from eraf
)
select
    editie, indicator_code, jaar, organisatie_code, month(peildatum) as maand,
    list(aanlevering_id order by aanlevering_id) as aanlevering_ids,
    string_agg(bestandsnaam, ', ' order by bestandsnaam) filter (is_erbij) as erbij,
    string_agg(bestandsnaam, ', ' order by bestandsnaam) filter (not is_erbij) as eraf
from samen
group by all;

create or replace temp table nieuwe_correctie as
with laatst_genoteerd as (
    select *
    from correctie
    qualify
        row_number() over (
            partition by
                editie, indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur
            order by gevonden_op desc
        ) = 1
),
gevonden as (
    select v.*, false as is_terug
    from verschil as v
    left join laatst_genoteerd as b
        using (editie, indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
    where b.editie is null or b.nieuwe_waarde is distinct from v.nieuwe_waarde
    union all
    select
        b.editie, b.indicator_code, b.variant, b.jaar, b.peildatum, b.organisatie_code, b.uitsplitsing, b.categorie,
        b.structuur, b.oude_waarde, b.oude_waarde, false, true
    from laatst_genoteerd as b
    join editie as e using (editie)
    anti join verschil as v
        using (editie, indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
    where b.nieuwe_waarde is distinct from b.oude_waarde
)
select
    g.editie, g.indicator_code, g.variant, g.jaar, g.peildatum, g.organisatie_code, g.uitsplitsing, g.categorie,
    g.structuur, g.oude_waarde, g.nieuwe_waarde,
    concat_ws(
        ' ',
        case when g.is_terug then 'Het cijfer is weer gelijk aan dat van de editie.' end,
        coalesce(
            nullif(
                concat_ws(
                    ' ',
                    case
                        when i.indicator_code is null then 'De indicator bestaat niet meer.'
                        when w.erbij is not null and w.eraf is not null then w.erbij || ' kwam in plaats van ' || w.eraf || '.'
                        when w.erbij is not null then w.erbij || ' kwam erbij.'
                        when w.eraf is not null then w.eraf || ' telt niet meer.'
                    end,
                    case when d.editie is not null then 'De definitie of berekening is gewijzigd.' end,
                    case
                        when e.indeling_gewijzigd and g.structuur = 'nu' then 'De indeling in ministeries is gewijzigd.'
                    end,
                    case
                        when e.waarneming_gewijzigd and list_contains(i.bronnen, 'publicaties')
                            then 'De publicaties op open.overheid.nl zijn gewijzigd.'
                    end,
                    case when g.is_onderdrukt then 'De waarde is weggelaten om personen te beschermen.' end
                ),
                ''
            ),
            case when not g.is_terug then 'De oorzaak is niet vast te stellen.' end
        )
    ) as reden,
    coalesce(w.aanlevering_ids, []) as aanlevering_ids,
    getvariable('nu')::timestamptz as gevonden_op
from gevonden as g
join editie as e using (editie)
anti join uit_editie as u on u.indicator_code = g.indicator_code and u.jaar = g.jaar
left join indicator as i on i.indicator_code = g.indicator_code
left join wissel as w
    on
        w.editie = g.editie
        and w.indicator_code = g.indicator_code
        and w.jaar = g.jaar
        and w.organisatie_code = g.organisatie_code
        and w.maand = month(g.peildatum)
left join definitie_gewijzigd as d on d.editie = g.editie and d.indicator_code = g.indicator_code;

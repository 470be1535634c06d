-- Elk gepubliceerd cijfer naast het berekende, in de eenheid van de bron.
--
-- Een verschil tot een half van het laatste gedrukte cijfer komt van afronden; bij procenten is dat minstens 0,1,
-- omdat gepubliceerde percentages zelf niet altijd goed zijn afgerond. Vergeleken wordt met het lopende cijfer in de
-- structuur van toen, op 31 december. In verzonnen gegevens kloppen alleen de totalen van de brief aan de Kamer, dus
-- andere rijen worden dan niet beoordeeld.
insert into aansluiting by name
with jaren as (
    select distinct indicator_code, jaar from indicator_waarde
),
naast_elkaar as (
    select
        g.*,
        g.factor * case g.maat
            when 'waarde' then m.waarde
            when 'complement' then 100 - m.waarde
            when 'mutatie_abs' then m.mutatie_abs
            when 'mutatie_pct' then m.mutatie_pct
        end as berekende_waarde,
        case
            when g.code is not null
                then greatest(0.5 * power(10, -g.decimalen), if(g.eenheid in ('%', '%-punt'), 0.1, 0))
        end as tolerantie,
        m.volledig,
        m.dekking_pct,
        case
            when j.indicator_code is null then 'jaar buiten de gegevens'
            when m.indicator_code is null then 'deze uitsplitsing komt in de gegevens niet voor'
            when m.reden_leeg is not null then m.reden_leeg
            when g.maat like 'mutatie%' and m.vorige_waarde is null then 'geen waarde van een jaar eerder'
            else 'niet te bepalen'
        end as reden_leeg
    from gepubliceerde_waarde as g
    left join jaren as j on j.indicator_code = g.code and j.jaar = g.berekend_jaar
    left join indicator_mutatie as m
        on
            m.indicator_code = g.code
            and m.variant = g.variant
            and m.jaar = g.berekend_jaar
            and m.peildatum = make_date(g.berekend_jaar, 12, 31)
            and m.organisatie_code = g.organisatie_code
            and m.uitsplitsing = g.dimensie
            and m.categorie = g.categorie
            and m.structuur = 'toen'
            and m.editie = 'lopend'
),
te_beoordelen as (
    select
        *,
        case
            when code is null then null
            when berekende_waarde is null then 'Geen berekende waarde: ' || reden_leeg || '.'
            when $verzonnen and bron <> $brief
                then 'Verzonnen gegevens: alleen de rijen van de brief worden beoordeeld.'
        end as waarom_niet,
        code is not null and waarom_niet is null as is_vergelijkbaar,
        if(is_vergelijkbaar, berekende_waarde - waarde, null) as verschil
    from naast_elkaar
)
select
    indicator_code,
    jaar,
    organisatie,
    uitsplitsing,
    bron,
    waarde as gepubliceerde_waarde,
    berekende_waarde,
    verschil,
    tolerantie,
    case
        when not is_vergelijkbaar then 'niet te vergelijken'
        -- Afgerond, want 12,5 - 12,4 is in drijvende komma net meer dan 0,1.
        when round(abs(verschil), 9) <= tolerantie then 'sluit aan'
        else 'wijkt af'
    end as oordeel,
    nullif(
        concat_ws(
            ' ',
            waarom_niet,
            if(
                is_vergelijkbaar and not volledig,
                'Het berekende cijfer is onvolledig (dekking ' || round(dekking_pct)::integer || ' procent).',
                null
            ),
            uitleg
        ),
        ''
    ) as toelichting
from te_beoordelen
order by indicator_code, jaar, organisatie, uitsplitsing, bron;

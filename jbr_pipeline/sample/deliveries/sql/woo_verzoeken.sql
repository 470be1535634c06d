-- Woo-verzoeken van 2020 tot en met 2024 met hun afloop, en de regels daarvan in de drie aanleveringen.
--
-- Elk gewoon verzoek is met opzet ruim op tijd of ruim te laat. Daarna krijgen zoveel late verzoeken een afgesproken
-- datum na hun besluit dat het percentage op tijd van elk jaar op het doel uitkomt; de grensgevallen, waarvan de
-- uitkomst in hun tabel staat, tellen daarin mee.
create or replace temp table woo_grensgeval as
select *
from (
    values
    -- De laatste dag is Goede Vrijdag 29-03-2024 en schuift naar dinsdag na Pasen.
    ('E01', '1010', date '2024-03-01', null::date, null::integer, null::date, date '2024-04-02', true),
    ('E02', '1010', date '2024-03-01', null, null, null, date '2024-04-03', false),
    -- De laatste dag is een zaterdag; 27-04-2024 is ook Koningsdag.
    ('E03', '0200', date '2024-01-06', null, null, null, date '2024-02-05', true),
    ('E04', '0605', date '2024-03-30', null, null, null, date '2024-04-29', true),
    -- Verdaging een dag na de eerste termijn telt niet; op de verschoven laatste dag nog wel.
    ('E05', '0500', date '2024-05-06', date '2024-06-04', null, null, date '2024-06-10', false),
    ('E06', '0500', date '2024-03-01', date '2024-04-02', null, null, date '2024-04-12', true),
    -- De afgesproken datum geldt als die later is dan de wettelijke, en anders niet.
    ('E07', '0810', date '2024-03-04', null, null, date '2024-08-30', date '2024-08-30', true),
    ('E08', '0810', date '2024-09-02', null, null, date '2024-09-16', date '2024-09-30', true),
    ('E09', '0810', date '2024-03-04', null, null, date '2024-08-30', date '2024-09-02', false),
    -- Opschorting tot op de dag.
    ('E10', '0900', date '2024-06-03', null, 10, null, date '2024-07-11', true),
    ('E11', '0900', date '2024-06-03', null, 10, null, date '2024-07-12', false),
    -- Vrijdag 27-12-2024 is een gelijkgestelde dag.
    ('E12', '0400', date '2024-11-29', null, null, null, date '2024-12-30', true),
    -- Op de dag van ontvangst besloten.
    ('E13', '0100', date '2024-10-01', null, null, null, date '2024-10-01', true),
    -- Ontvangen tot en met 30-04-2022 geeft verdaging vier weken, daarna twee.
    ('E14', '1010', date '2022-04-30', date '2023-03-01', 700, null, date '2024-05-24', true),
    ('E15', '1010', date '2022-05-01', date '2023-03-01', 700, null, date '2024-05-24', false),
    ('E16', '0305', date '2022-04-30', date '2023-03-01', 320, null, date '2023-05-10', true),
    ('E17', '0305', date '2022-05-01', date '2023-03-01', 320, null, date '2023-05-10', false),
    -- 5 mei is elk jaar een feestdag.
    ('E18', '0700', date '2023-04-07', null, null, null, date '2023-05-08', true)
) as t (
    geval,
    onderdeel_code,
    ontvangstdatum,
    verdagingsdatum,
    opschorting_dagen,
    afgesproken_datum,
    besluitdatum,
    is_op_tijd
);

create or replace temp table woo_gewoon as
with gewicht as (
    select
        code,
        coalesce(sum(deel) over (order by code rows between unbounded preceding and 1 preceding), 0) / sum(deel) over ()
            as vanaf
    from (
        select
            code,
            case organisatietype when 'SSO' then 0.05 when 'kerndepartement' then 1.0 else 0.45 end
            * case ministerie
                when 'mnre1025' then 5
                when 'mnre1153' then 3
                when 'mnre1090' then 1.6
                when 'mnre1058' then 1.5
                when 'mnre1010' then 0.6
                else 1
            end as deel
        from onderdeel
    )
),
nummers as (
    select
        v.jaar,
        v.jaar * 10000 + r.volgnummer as nr,
        v.kans_op_tijd,
        dag_na(make_date(v.jaar, 1, 1), 365 * loting(v.jaar * 10000 + r.volgnummer, 'ontvangst')) as ontvangstdatum
    from (
        values
        (2020, 1600, 0.4),
        (2021, 2500, 0.36),
        (2022, 2900, 0.33),
        (2023, 3395, 0.28),
        (2024, 3885, 0.215)
    ) as v (jaar, aantal, kans_op_tijd), unnest(range(v.aantal)) as r (volgnummer)
),
bedoeld as (
    select
        n.*,
        g.code as onderdeel_code,
        loting(n.nr, 'op tijd') < n.kans_op_tijd as is_bedoeld_op_tijd,
        case
            when loting(n.nr, 'uitkomst') < 0.07 then 'ingetrokken'
            when loting(n.nr, 'uitkomst') < 0.11 then 'doorgezonden'
            when loting(n.nr, 'uitkomst') < 0.14 then 'buiten behandeling'
            when loting(n.nr, 'uitkomst') < 0.25 then 'openbaar'
            when loting(n.nr, 'uitkomst') < 0.40 then 'niet openbaar'
            else 'deels openbaar'
        end as uitkomst,
        -- Op tijd: binnen vier weken, na verdaging, of na opschorting. Te laat: met of zonder verdaging.
        floor(3 * loting(n.nr, 'manier'))::integer as manier
    from nummers as n
    asof join gewicht as g on loting(n.nr, 'onderdeel') >= g.vanaf
)
select
    *,
    case
        when is_bedoeld_op_tijd and manier = 2 then 15 + floor(30 * loting(nr, 'opschorting'))::integer
        when not is_bedoeld_op_tijd and loting(nr, 'opgeschort') < 0.1
            then 7 + floor(14 * loting(nr, 'opschorting'))::integer
        when loting(nr, 'opgeschort') < 0.2 then 0
    end as opschorting_dagen,
    case
        when is_bedoeld_op_tijd and manier <> 1 then null
        when is_bedoeld_op_tijd or manier < 2 then dag_na(ontvangstdatum, 14 + 12 * loting(nr, 'verdaging'))
    end as verdagingsdatum,
    dag_na(
        ontvangstdatum,
        case
            when is_bedoeld_op_tijd and manier = 0 then 3 + 22 * loting(nr, 'duur')
            when is_bedoeld_op_tijd and manier = 1 then 29 + 11 * loting(nr, 'duur')
            when is_bedoeld_op_tijd then 29 + 11 * loting(nr, 'duur')
            -- Verdaging gaf tot 1 mei 2022 twee weken meer.
            when ontvangstdatum < date '2022-05-01' then 95 + 370 * pow(loting(nr, 'duur'), 1.5)
            else 75 + 380 * pow(loting(nr, 'duur'), 1.5)
        end
    ) as besluitdatum
from bedoeld;

-- Hoeveel late verzoeken per jaar van besluit nog een afgesproken datum krijgen die ze op tijd maakt.
create or replace temp table woo_bij_te_stellen as
with beoordeeld as (
    select year(besluitdatum) as jaar, is_bedoeld_op_tijd as is_op_tijd
    from woo_gewoon
    where uitkomst not in ('ingetrokken', 'doorgezonden')
    union all
    select year(besluitdatum), is_op_tijd
    from woo_grensgeval
)
select
    jaar,
    round(
        count(*) * case jaar
            when 2022 then getvariable('woo_pct_2022')
            when 2023 then getvariable('woo_pct_2023')
            else getvariable('woo_pct_2024')
        end / 100
    )::bigint - count(*) filter (is_op_tijd) as aantal
from beoordeeld
where jaar between 2022 and 2024
group by jaar;

create or replace temp table woo_verzoek as
with bijgesteld as (
    select
        g.*,
        coalesce(
            row_number() over (
                partition by year(g.besluitdatum)
                order by
                    g.is_bedoeld_op_tijd or g.uitkomst in ('ingetrokken', 'doorgezonden'),
                    loting(g.nr, 'afspraak'),
                    g.nr
            ) <= b.aantal,
            false
        ) as heeft_ruime_afspraak
    from woo_gewoon as g
    left join woo_bij_te_stellen as b on b.jaar = year(g.besluitdatum)
)
select
    'WOO-' || jaar || '-' || lpad((nr % 10000)::varchar, 5, '0') as zaaknummer,
    nr,
    onderdeel_code,
    ontvangstdatum,
    verdagingsdatum,
    opschorting_dagen,
    case
        when heeft_ruime_afspraak then dag_na(besluitdatum, 3 + 30 * loting(nr, 'ruimte'))
        when not is_bedoeld_op_tijd and loting(nr, 'krappe afspraak') < 0.15 then besluitdatum - 12
    end as afgesproken_datum,
    besluitdatum,
    uitkomst,
    not is_bedoeld_op_tijd
    and not heeft_ruime_afspraak
    and uitkomst not in ('ingetrokken', 'doorgezonden') as is_te_laat
from bijgesteld
union all
select
    'WOO-' || year(ontvangstdatum) || '-' || geval,
    right(geval, 2)::bigint,
    onderdeel_code,
    ontvangstdatum,
    verdagingsdatum,
    opschorting_dagen,
    afgesproken_datum,
    besluitdatum,
    'deels openbaar',
    false
from woo_grensgeval;

create or replace temp table woo_verzoeken as
with peildatum as (
    select unnest([date '2022-12-31', date '2023-12-31', date '2024-12-31']) as peildatum
),
stand as (
    select
        p.peildatum,
        case when p.peildatum >= date '2024-07-02' then o.ministerie_na else o.ministerie end as ministerie,
        o.organisatietype = 'kerndepartement' as kerndepartement,
        v.*,
        v.besluitdatum <= p.peildatum as is_besloten,
        case when v.is_te_laat and loting(v.nr, 'ingebreke') < 0.35 then v.ontvangstdatum + 70 end as ingebreke
    from woo_verzoek as v
    join onderdeel as o on o.code = v.onderdeel_code
    join peildatum as p
        on v.ontvangstdatum <= p.peildatum
        and (
            year(v.ontvangstdatum) = year(p.peildatum)
            or v.besluitdatum >= date_trunc('year', p.peildatum)
        )
),
dwangsom as (
    select
        *,
        case
            when ingebreke + 60 <= least(peildatum, besluitdatum) and loting(nr, 'dwangsom') < 0.3
                then least(15000, 100 * (least(peildatum, besluitdatum) - ingebreke - 59))
        end as verbeurd
    from stand
)
select
    ministerie || strftime(peildatum, '_%Y%m%d') || '_v1' as bestand,
    row_number() over (partition by ministerie, peildatum order by ontvangstdatum, zaaknummer)::double as volgnr,
    zaaknummer,
    case when loting(nr, 'code leeg') >= 0.01 then onderdeel_code end as onderdeel_code,
    kerndepartement,
    ontvangstdatum,
    case when verdagingsdatum <= peildatum then verdagingsdatum end as verdagingsdatum,
    opschorting_dagen,
    case when is_besloten or ontvangstdatum + 45 <= peildatum then afgesproken_datum end as afgesproken_datum,
    case when is_besloten then besluitdatum end as besluitdatum,
    case when is_besloten then uitkomst end as uitkomst,
    case when ingebreke <= peildatum then ingebreke end as ingebrekestelling_datum,
    verbeurd::decimal(18, 2) as dwangsom_verbeurd_euro,
    case
        when loting(nr, 'betaald te veel') < 0.01 then verbeurd + 50
        when loting(nr, 'betaald') < 0.7 then verbeurd
    end::decimal(18, 2) as dwangsom_betaald_euro,
    is_besloten and besluitdatum + 42 <= peildatum and loting(nr, 'bezwaar') < 0.14 as bezwaar,
    (is_besloten and besluitdatum + 150 <= peildatum and loting(nr, 'bezwaar') < 0.03)
    or (not is_besloten and coalesce(ingebreke <= peildatum, false) and loting(nr, 'beroep') < 0.2) as beroep,
    case when is_besloten then floor(2 + 400 * pow(loting(nr, 'documenten'), 3))::integer end as documenten
from dwangsom;

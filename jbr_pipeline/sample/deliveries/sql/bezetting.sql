-- De bezetting met het geslacht: het aandeel vrouwen in de (sub)top komt op beide jaareinden op het doel.
--
-- geslacht: een regel per persoon. Wie op een jaareinde tot de (sub)top hoort (naar het hoofddienstverband, zonder
-- Defensie) wordt verdeeld in drie groepen: beide jaareinden, alleen 2023, alleen 2024. Het aantal vrouwen per groep
-- volgt uit de twee doelen; wie het zijn bepaalt de loting. Voor de anderen telt het vrouwdeel van het onderdeel.
-- bezetting: de regels van de aanleveringen, met `bestand` en de plaats daarin (volgnr).
create or replace temp table subtop as
with meetellend as (
    select *
    from stand
    where
        ministerie <> 'mnre1018'
        and medewerkersgroep in ('ambtelijk', 'trainee', 'gedetacheerd uit')
        and datum_in_dienst_ministerie <= peildatum
        and (datum_uit_dienst is null or datum_uit_dienst >= peildatum)
        and peildatum <> date '2024-07-01'
),
hoofddienstverband as (
    select *
    from meetellend
    semi join (
        select peildatum, persoon_nr
        from meetellend
        where functieschaal >= 15 or abd_groep is not null
    ) using (peildatum, persoon_nr)
    qualify row_number() over (
        partition by peildatum, persoon_nr
        order by uren_per_week desc, dienstverband_nr, ministerie
    ) = 1
)
select
    persoon_nr,
    bool_or(year(peildatum) = 2023) as in_2023,
    bool_or(year(peildatum) = 2024) as in_2024,
    row_number() over (
        partition by bool_or(year(peildatum) = 2023), bool_or(year(peildatum) = 2024)
        order by loting(persoon_nr, 'geslacht')
    ) as plek
from hoofddienstverband
where functieschaal >= 15 or abd_groep is not null
group by persoon_nr;

create or replace temp table vrouwen_subtop as
with aantal as (
    select
        count(*) filter (in_2023 and in_2024) as beide,
        count(*) filter (in_2023) as in_2023,
        count(*) filter (in_2024) as in_2024
    from subtop
),
beide as (
    select *, round(beide * (getvariable('vrouwen_pct_2023') + 0.15) / 100)::bigint as vrouwen_beide
    from aantal
)
select
    vrouwen_beide,
    round(in_2023 * getvariable('vrouwen_pct_2023') / 100)::bigint - vrouwen_beide as vrouwen_alleen_2023,
    round(in_2024 * getvariable('vrouwen_pct_2024') / 100)::bigint - vrouwen_beide as vrouwen_alleen_2024
from beide;

create or replace temp table geslacht as
select
    l.persoon_nr,
    case
        when s.persoon_nr is not null then
            case
                when s.plek <= case
                    when s.in_2023 and s.in_2024 then v.vrouwen_beide
                    when s.in_2023 then v.vrouwen_alleen_2023
                    else v.vrouwen_alleen_2024
                end then 'V'
                else 'M'
            end
        when loting(l.persoon_nr, 'zonder geslacht') < 0.0004 then 'X'
        when loting(l.persoon_nr, 'zonder geslacht') < 0.0010 then 'O'
        when loting(l.persoon_nr, 'geslacht') < o.vrouwdeel / 100.0 + (l.geboortejaar - 1978) * 0.004 then 'V'
        else 'M'
    end as geslacht
from loopbaan as l
join onderdeel as o using (code)
cross join vrouwen_subtop as v
left join subtop as s using (persoon_nr)
where not l.is_tweede;

create or replace temp view bezetting as
select
    ministerie || strftime(peildatum, '_%Y%m%d') || '_v1' as bestand,
    -- Per onderdeel, daarbinnen door elkaar: 1000003 is priem, dus elk nummer krijgt een eigen plek.
    (coalesce(onderdeel_code, '9999')::bigint * 1000003 + nr * 7919 % 1000003)::double as volgnr,
    stand.* exclude (peildatum, nr, persoon_nr, ministerie),
    -- Van een tweede dienstverband kan het eerste zijn weggevallen.
    coalesce(geslacht.geslacht, 'O') as geslacht
from stand
left join geslacht using (persoon_nr);

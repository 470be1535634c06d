-- De bezetting met het geslacht: het aandeel vrouwen in de (sub)top komt op de drie jaareinden op het doel.
--
-- geslacht: een regel per persoon. Wie op een jaareinde tot de (sub)top hoort (naar het hoofddienstverband, zonder
-- Defensie) komt in de groep van de jaren waarin dat zo is. Wie er van het eerste jaar af bij hoort is naar het doel
-- van dat jaar verdeeld; wie er in een jaar bij komt en blijft maakt dat jaar precies. Hoeveel vrouwen dat zijn volgt
-- uit de doelen, wie het zijn bepaalt de loting. Voor de anderen telt het vrouwdeel van het onderdeel.
-- tellend: de regels van de jaareinden die in de populatie tellen, met Defensie.
-- bezetting: de regels van de aanleveringen, met `bestand` en de plaats daarin (volgnr).
create or replace temp view tellend as
select
    s.*,
    functieschaal >= 15 or abd_groep is not null as is_subtop
from stand as s
where
    medewerkersgroep in ('ambtelijk', 'trainee', 'gedetacheerd uit')
    and datum_in_dienst_ministerie <= peildatum
    and (datum_uit_dienst is null or datum_uit_dienst >= peildatum)
    and month(peildatum) = 12;

create or replace temp table subtop as
with meetellend as (
    from tellend
    where ministerie <> 'mnre1018'
),
hoofd as (
    select *
    from meetellend
    semi join (
        select peildatum, persoon_nr
        from meetellend
        where is_subtop
    ) using (peildatum, persoon_nr)
    qualify row_number() over (
        partition by peildatum, persoon_nr
        order by uren_per_week desc, dienstverband_nr, ministerie
    ) = 1
),
jaren as (
    select
        persoon_nr,
        bool_or(year(peildatum) = 2022) as in_2022,
        bool_or(year(peildatum) = 2023) as in_2023,
        bool_or(year(peildatum) = 2024) as in_2024
    from hoofd
    where is_subtop
    group by persoon_nr
)
select
    *,
    row_number() over (partition by in_2022, in_2023, in_2024 order by loting(persoon_nr, 'geslacht')) as plek
from jaren;

create or replace temp table vrouwen_subtop as
with groep as (
    select in_2022, in_2023, in_2024, count(*) as aantal
    from subtop
    group by all
),
-- De groepen die geen jaar sluitend maken, naar het doel van hun eerste jaar.
vast as (
    select
        *,
        round(
            aantal * case
                when in_2022 then getvariable('vrouwen_pct_2022') + 0.15
                else getvariable('vrouwen_pct_2023')
            end / 100
        )::bigint as vrouwen
    from groep
    where (in_2022 and (in_2023 or in_2024)) or (in_2023 and not in_2024)
),
doel as (
    select
        round(sum(aantal) filter (in_2022) * getvariable('vrouwen_pct_2022') / 100)::bigint as doel_2022,
        round(sum(aantal) filter (in_2023) * getvariable('vrouwen_pct_2023') / 100)::bigint as doel_2023,
        round(sum(aantal) filter (in_2024) * getvariable('vrouwen_pct_2024') / 100)::bigint as doel_2024
    from groep
),
sluitend as (
    select
        any_value(doel_2022) - sum(vrouwen) filter (in_2022) as alleen_2022,
        any_value(doel_2023) - sum(vrouwen) filter (in_2023) as sinds_2023,
        any_value(doel_2024) - sum(vrouwen) filter (in_2024) as rest_2024
    from vast, doel
)
select in_2022, in_2023, in_2024, vrouwen
from vast
union all
select true, false, false, alleen_2022
from sluitend
union all
select false, true, true, sinds_2023
from sluitend
union all
select false, false, true, rest_2024 - sinds_2023
from sluitend;

create or replace temp table geslacht as
select
    l.persoon_nr,
    case
        when s.persoon_nr is not null then
            if(s.plek <= v.vrouwen, 'V', 'M')
        when loting(l.persoon_nr, 'zonder geslacht') < 0.0004 then 'X'
        when loting(l.persoon_nr, 'zonder geslacht') < 0.0010 then 'O'
        when loting(l.persoon_nr, 'geslacht') < o.vrouwdeel / 100.0 + (l.geboortejaar - 1978) * 0.004 then 'V'
        else 'M'
    end as geslacht
from loopbaan as l
join onderdeel as o using (code)
left join subtop as s using (persoon_nr)
left join vrouwen_subtop as v using (in_2022, in_2023, in_2024)
where not l.is_tweede;

create or replace temp view bezetting as
select
    ministerie || strftime(peildatum, '_%Y%m%d') || '_v1' as bestand,
    -- Per onderdeel, daarbinnen door elkaar: 1000003 is priem, dus elk nummer krijgt een eigen plek.
    (coalesce(onderdeel_code, '9999')::bigint * 1000003 + nr * 7919 % 1000003)::double as volgnr,
    stand.* exclude (peildatum, nr, persoon_nr, ministerie, code),
    -- Van een tweede dienstverband kan het eerste zijn weggevallen.
    coalesce(geslacht.geslacht, 'O') as geslacht
from stand
left join geslacht using (persoon_nr);

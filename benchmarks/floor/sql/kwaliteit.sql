-- Per aanlevering en regel hoe vaak zij wordt overtreden, en hoeveel rijen er overblijven; de andere gaan eruit.
create or replace temp table per_levering as
with dubbelen as (
    select levering, count_if(is_herhaling) as herhalingen, count_if(is_botsing) as botsingen
    from dubbel
    group by all
),
alle as (
    select levering, count(*) as aantal
    from $bron
    group by all
),
gebroken as (
    select
        levering,
        [$tellingen] as overtredingen,
        count_if(
            gebroken & $kritiek <> 0
            and rowid not in (select rij from dubbel where is_herhaling or is_botsing)
        ) as ongeldig
    from $bron
    where gebroken is not null
    group by all
)
select
    l.aanlevering_id,
    coalesce(a.aantal, 0) as aantal,
    o.aantal as los,
    list_concat(
        coalesce(g.overtredingen, list_transform(range(len([$regels]) - 2), lambda n: 0)),
        [coalesce(d.herhalingen, 0), coalesce(d.botsingen, 0)]
    ) as overtredingen,
    coalesce(a.aantal, 0) - coalesce(g.ongeldig, 0) - coalesce(d.herhalingen, 0) - coalesce(d.botsingen, 0) as geldig
from levering as l
join losse_regel as o on o.soort = l.soort and o.levering = l.nr
left join alle as a on a.levering = l.nr
left join gebroken as g on g.levering = l.nr
left join dubbelen as d on d.levering = l.nr
where l.soort = $soort;

insert into telling
select aanlevering_id, unnest([$regels]), aantal, unnest(overtredingen)
from per_levering
where aantal > 0
union all
select aanlevering_id, $onleesbaar, aantal + los, los
from per_levering;

insert into omvang_levering
select aanlevering_id, aantal + los, geldig
from per_levering;

delete from $bron
where rowid in (select rij from dubbel where is_herhaling or is_botsing) or gebroken & $kritiek <> 0;

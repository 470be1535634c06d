-- De overgangen tussen een peildatum en een jaar eerder, van wie op beide dagen hoogstens een dienstverband heeft.
insert into overgang
with dag as (
    select b.*, l.peildatum
    from bezetting as b
    join leverdag as l using (levering)
    where b.is_in_dienst and b.levering between $eerste and $laatste and l.peildatum = $peildatum
),
toen as (
    select b.*, l.peildatum
    from bezetting as b
    join leverdag as l using (levering)
    where b.is_in_dienst and b.levering between $eerste_toen and $laatste_toen and l.peildatum = $vorige
)
select
    $peildatum,
    n.levering,
    t.levering,
    n.onderdeel <> t.onderdeel and not n.is_onderdeel_onbekend and not t.is_onderdeel_onbekend as is_ander_onderdeel,
    n.geslacht, n.leeftijdsklasse, n.organisatietype,
    t.geslacht, t.leeftijdsklasse, t.organisatietype,
    count(*)
from dag as n
full join toen as t using (pid)
where
    pid not in (select pid from meervoud where peildatum in ($peildatum, $vorige))
    and (
        n.levering is null
        or t.levering is null
        or n.levering - $eerste <> t.levering - $eerste_toen
        or is_ander_onderdeel
    )
group by all;

insert into bijzonder
select
    $peildatum,
    l.peildatum = $peildatum,
    not exists (from meervoud as m where m.peildatum = l.peildatum and m.pid = b.pid),
    b.*
from bezetting as b
join leverdag as l using (levering)
where
    b.is_in_dienst
    and l.peildatum in ($peildatum, $vorige)
    and b.pid in (select pid from meervoud where peildatum in ($peildatum, $vorige));

-- Wat er bij een antwoord over de indicator zelf wordt gezegd, met de namen van zijn andere varianten en de uitsplitsing.
select
    i.*,
    (
        select list(b.naam order by b.volgorde)
        from benaming as b
        where b.kolom = 'variant' and b.code <> 'standaard' and list_contains(i.varianten, b.code)
    ) as andere_varianten,
    (select any_value(b.naam) from benaming as b where b.kolom = 'uitsplitsing' and b.code = $per) as per_naam
from indicator as i
where i.indicator_code = $code;

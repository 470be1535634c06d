-- De uitkomsten van de personeelsenquête, die alleen BZK aanlevert, voor het hele Rijk.
--
-- De foute regels zijn van groepen die verder niet voorkomen, op de herhaling na.
create or replace temp table enquete as
with regel as (
    select
        'mnre1034' as organisatie_code,
        vraag_nr * 100 + groep_nr as nr,
        vraag,
        groep,
        nr * 10000 + year(getvariable('peildatum')) as lot,
        floor(deel * (3500 + 1000 * loting(lot, 'respons')))::integer::varchar as respondenten,
        komma((basis + extra + 3 * loting(lot, 'ja'))::decimal(18, 1)) as gewogen_pct
    from
        (
            values
            (1, 'racisme_ervaren', 8), (2, 'racisme_gesignaleerd_collegas', 16), (3, 'racisme_gesignaleerd_burgers', 10)
        ) as v (vraag_nr, vraag, basis),
        (
            values
            (1, 'allen', 1.0, 0), (2, 'herkomst Nederland', 0.78, -3), (3, 'herkomst Europa', 0.06, 2),
            (4, 'herkomst buiten Europa', 0.16, 18), (5, 'schaal 1-4', 0.03, 6), (6, 'schaal 5-9', 0.33, 2),
            (7, 'schaal 10-13', 0.52, 0), (8, 'schaal 14-19', 0.12, -2)
        ) as g (groep_nr, groep, deel, extra)
)
from regel
union all by name
select
    organisatie_code,
    900 + fout as nr,
    f.vraag,
    f.groep,
    f.respondenten,
    f.gewogen_pct
from regel,
    (
        values
        (1, 'racisme_ervaren', 'leeftijd 35-44', '1100', '104,0'),
        (2, 'racisme', 'allen', '4481', '10,0'),
        (3, 'racisme_ervaren', 'leeftijd 45-54', 'n.v.t.', '9,0'),
        (4, 'racisme_ervaren', null, '52', '8,0'),
        (5, 'racisme_ervaren', 'leeftijd 55-59', '610', '8,0'),
        (6, 'racisme_ervaren', 'leeftijd 55-59', '601', '9,0')
    ) as f (fout, vraag, groep, respondenten, gewogen_pct)
where regel.nr = 101
union all by name
from regel where nr = 101
order by all;

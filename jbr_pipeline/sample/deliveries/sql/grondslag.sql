-- Waar alle verzonnen aanleveringen op staan: de loterij en de tabellen uit `reference`.
--
-- loting(nummer, wat): een getal van 0 tot 1 dat alleen van het zaad, het nummer en de vraag afhangt, zodat elke
-- volgorde van rekenen hetzelfde geeft. Twee keer gehusseld: één keer laat de loting van een nummer voor twee vragen
-- op elkaar lijken.
-- onderdeel, schaal: met `vanaf` als ondergrens in de loterij, naar gewicht.
-- standplaats: waar wie niet op de hoofdplaats van het onderdeel werkt.
create or replace temp macro loting(nummer, wat) as
(hash(hash(getvariable('zaad'), nummer::bigint, wat)) >> 11)::double / 9007199254740992::double;

create or replace temp macro dag_na(begin, dagen) as begin + floor(dagen)::integer;

create or replace temp macro maandbegin(dag) as date_trunc('month', dag)::date;

create or replace temp table onderdeel as
select
    *,
    ministerie = 'mnre1018' as is_defensie,
    coalesce(sum(gewicht) over voor_pool, 0) / sum(gewicht) over (partition by ministerie = 'mnre1018') as vanaf,
    coalesce(sum(gewicht) over voor_ministerie, 0) / sum(gewicht) over (partition by ministerie) as vanaf_ministerie
from read_csv(
    getvariable('onderdelen'),
    delim = ';',
    header = true,
    columns = {
        'ministerie': 'varchar',
        'ministerie_na': 'varchar',
        'code': 'varchar',
        'naam': 'varchar',
        'organisatietype': 'varchar',
        'profiel': 'varchar',
        'gewicht': 'integer',
        'vrouwdeel': 'integer',
        'standplaats': 'varchar'
    }
)
window
    voor_pool as (
        partition by ministerie = 'mnre1018'
        order by code
        rows between unbounded preceding and 1 preceding
    ),
    voor_ministerie as (partition by ministerie order by code rows between unbounded preceding and 1 preceding);

create or replace temp table schaal as
select
    profiel,
    schaal,
    coalesce(
        sum(gewicht) over (partition by profiel order by schaal rows between unbounded preceding and 1 preceding), 0
    ) / sum(gewicht) over (partition by profiel) as vanaf
from read_csv(
    getvariable('schaalverdeling'),
    delim = ';',
    header = true,
    columns = {'profiel': 'varchar', 'schaal': 'integer', 'gewicht': 'integer'}
);

create or replace temp table standplaats as
select *
from (
    values
    (0, 'Den Haag'),
    (1, 'Utrecht'),
    (2, 'Rotterdam'),
    (3, 'Amsterdam'),
    (4, 'Zwolle'),
    (5, 'Groningen'),
    (6, 'Arnhem'),
    (7, 'Eindhoven'),
    (8, 'Maastricht'),
    (9, 'Zoetermeer'),
    (10, 'Curaçao'),
    (11, 'Súdwest-Fryslân')
) as t (plaats_nr, plaats);

-- Waar alle verzonnen aanleveringen van uitgaan: loting, en de onderdelen van de ministeries door de tijd.
--
-- loting(nummer, wat) is een getal van 0 tot 1 dat alleen daarvan afhangt, zodat elke volgorde van rekenen hetzelfde
-- geeft; twee keer gehusseld, omdat die van een nummer voor twee vragen anders op elkaar lijken.
-- onderdeel heeft een regel per onderdeel met zijn plaats op een lijn van 0 tot 1; een loting valt op het onderdeel met
-- de hoogste vanaf die niet hoger is. aandeel is zijn deel van alle medewerkers.
create or replace macro loting(nummer, wat) as (hash(hash(nummer, wat)) >> 11)::double / 9007199254740992;

create or replace temp table onderdeel as
with gelezen as (
    select ministerie, ministerie_na, code, naam, organisatietype, standplaats, gewicht
    from read_csv(getvariable('onderdelen'), delim = ';', header = true, all_varchar = true, comment = '#')
)
select
    * exclude (gewicht),
    coalesce(
        sum(gewicht::double) over (order by code, naam rows between unbounded preceding and 1 preceding), 0
    ) / sum(gewicht::double) over () as vanaf,
    gewicht::double / sum(gewicht::double) over () as aandeel
from gelezen;

-- De ministeries van een onderdeel op een dag: voor 26 oktober 2017 hoorde LNV bij EZ.
create or replace macro ministerie_op(dag, ministerie, ministerie_na) as
case
    when dag < date '2017-10-26' and ministerie = 'mnre1153' then 'mnre1045'
    when dag >= date '2024-07-02' then ministerie_na
    else ministerie
end;

-- De ministeries op de peildatum, met hun deel van alle medewerkers. nummer is het getal in de code, voor de loting.
create or replace macro ministeries() as table
select
    ministerie_op(getvariable('peildatum'), ministerie, ministerie_na) as organisatie_code,
    right(organisatie_code, 4)::bigint as nummer,
    sum(aandeel order by code, naam) as aandeel
from onderdeel
group by all;

create or replace macro na(dag, dagen) as dag + floor(dagen)::integer;

-- Zoals het in een aanlevering staat.
create or replace macro komma(getal) as replace(getal::varchar, '.', ',');
create or replace macro als_dag(dag) as strftime(dag, '%d-%m-%Y');
create or replace macro janee(is_zo) as if(is_zo, 'ja', 'nee');

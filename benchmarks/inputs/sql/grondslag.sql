-- Waar alle verzonnen aanleveringen van uitgaan: loting, en de onderdelen van de ministeries door de tijd.
--
-- loting(nummer, wat) is een getal van 0 tot 1 dat alleen daarvan afhangt, zodat elke volgorde van rekenen hetzelfde
-- geeft. onderdeel heeft een regel per onderdeel met zijn plaats op een lijn van 0 tot 1; een loting valt op het
-- onderdeel met de hoogste vanaf die niet hoger is.
create or replace macro loting(nummer, wat) as (hash(nummer, wat) >> 11)::double / 9007199254740992;

create or replace temp table onderdeel as
with gelezen as (
    select ministerie, ministerie_na, code, naam, organisatietype, standplaats, gewicht
    from read_csv(getvariable('onderdelen'), delim = ';', header = true, all_varchar = true, comment = '#')
)
select
    * exclude (gewicht),
    coalesce(
        sum(gewicht::double) over (order by code, naam rows between unbounded preceding and 1 preceding), 0
    ) / sum(gewicht::double) over () as vanaf
from gelezen;

-- De ministeries van een onderdeel op een dag: voor 26 oktober 2017 hoorde LNV bij EZ.
create or replace macro ministerie_op(dag, ministerie, ministerie_na) as
case
    when dag < date '2017-10-26' and ministerie = 'mnre1153' then 'mnre1045'
    when dag >= date '2024-07-02' then ministerie_na
    else ministerie
end;

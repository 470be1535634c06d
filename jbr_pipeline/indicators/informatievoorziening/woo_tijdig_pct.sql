-- Aandeel Woo-verzoeken waarop op of voor de laatste dag is besloten, van de verzoeken waarop in het jaar is besloten.
-- standaard: wettelijke of afgesproken termijn, zonder ingetrokken en doorgezonden; wettelijk: zonder afgesproken
-- datums; kerndepartement: alleen verzoeken aan kerndepartementen; alle_uitkomsten: ook ingetrokken en doorgezonden.
with besloten as (
    select * from woo_verzoek
    where is_besloten_in_jaar
)
select
    structuur, organisatie_code, peildatum, 'standaard' as variant,
    count(*) filter (besluitdatum <= laatste_dag) as teller,
    count(*) as noemer
from besloten
where not is_zonder_besluit
group by all
union all
select
    structuur, organisatie_code, peildatum, 'wettelijk',
    count(*) filter (besluitdatum <= wettelijke_laatste_dag),
    count(*)
from besloten
where not is_zonder_besluit
group by all
union all
select
    structuur, organisatie_code, peildatum, 'kerndepartement',
    count(*) filter (besluitdatum <= laatste_dag),
    count(*)
from besloten
where not is_zonder_besluit and kerndepartement
group by all
union all
select
    structuur, organisatie_code, peildatum, 'alle_uitkomsten',
    count(*) filter (besluitdatum <= laatste_dag),
    count(*)
from besloten
group by all

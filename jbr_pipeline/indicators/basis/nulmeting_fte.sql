-- Nulmeting van de taakstelling in fte: de contractuele uren van de kerndepartementen op de dag van de nulmeting, in de
-- structuur van nu en voor het Rijk. personen_los en persoon zeggen wie erachter staan.
--
-- Uit de vastgestelde editie als die er is; anders uit de aanleveringen, en dan voorlopig. Wat in een editie staat mocht
-- worden gepubliceerd, dus daar staan minstens vijf personen achter; wat erin is weggelaten blijft weg.
create or replace temp view nulmeting_fte as
with vastgesteld as (
    select e.*, p.structuur, p.in_code
    from editie_nulmeting as e
    join editie_plaats as p using (organisatie_code)
    where e.indicator_code = 'taakstelling_nulmeting_fte'
)
select
    structuur,
    in_code as organisatie_code,
    getvariable('taakstelling_nulmeting') as peildatum,
    if(count(*) = count(teller), sum(teller::decimal(24, 2)), null) as uren_per_week,
    sum(if(teller > 0, greatest(ceil(teller / getvariable('volledige_werkweek_uren')), 5), 0))::bigint as personen_los,
    null::varchar as persoon
from vastgesteld
group by all
union all
select
    structuur,
    organisatie_code,
    peildatum,
    sum(uren),
    sum(personen),
    persoon
from dienstverbanden
where
    peildatum = getvariable('taakstelling_nulmeting')
    and organisatietype = 'kerndepartement'
    and (structuur = 'nu' or organisatie_code = 'rijk')
    and not exists (from editie_nulmeting where indicator_code = 'taakstelling_nulmeting_fte')
group by all;

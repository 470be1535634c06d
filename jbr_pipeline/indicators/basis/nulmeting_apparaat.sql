-- Nulmeting van de taakstelling in apparaatsuitgaven: de kerndepartementen in het jaar van de nulmeting, zonder
-- betalingen binnen het Rijk, in de structuur van nu en voor het Rijk.
--
-- Uit de vastgestelde editie als die er is; anders uit de aanleveringen, en dan voorlopig.
create or replace temp view nulmeting_apparaat as
with bedragen as (
    select p.structuur, p.in_code as organisatie_code, e.teller::decimal(24, 2) as bedrag_eur
    from editie_nulmeting as e
    join editie_plaats as p using (organisatie_code)
    where e.indicator_code = 'taakstelling_nulmeting_apparaat'
    union all
    select p.structuur, p.in_code, f.bedrag_eur
    from financien_geldig as f
    join in_werking as w using (aanlevering_id)
    join nulmeting_plaats as p using (organisatie_code)
    where
        f.peildatum = getvariable('taakstelling_nulmeting')
        and f.onderdeel = 'kerndepartement'
        and not f.consolidatie
        and not exists (from editie_nulmeting where indicator_code = 'taakstelling_nulmeting_apparaat')
)
select
    structuur,
    organisatie_code,
    getvariable('taakstelling_nulmeting') as peildatum,
    sum(bedrag_eur) as bedrag_eur
from bedragen
where bedrag_eur is not null
group by all;

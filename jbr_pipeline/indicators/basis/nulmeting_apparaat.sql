-- Nulmeting van de taakstelling in apparaatsuitgaven: de kerndepartementen in het jaar van de nulmeting, zonder
-- betalingen binnen het Rijk, in de structuur van nu en voor het Rijk.
--
-- Uit de vastgestelde editie als die er is; anders uit de aanleveringen, en dan voorlopig.
create or replace temp view nulmeting_apparaat as
with per_ministerie as (
    select organisatie_code, teller::decimal(24, 2) as bedrag_eur
    from editie_nulmeting
    where indicator_code = 'taakstelling_nulmeting_apparaat'
    union all
    select w.organisatie_code, f.bedrag_eur
    from financien_geldig as f
    join in_werking as w using (aanlevering_id)
    where
        f.peildatum = getvariable('taakstelling_nulmeting')
        and f.onderdeel = 'kerndepartement'
        and not f.consolidatie
        and not exists (from editie_nulmeting where indicator_code = 'taakstelling_nulmeting_apparaat')
)
select
    p.structuur,
    p.in_code as organisatie_code,
    getvariable('taakstelling_nulmeting') as peildatum,
    sum(m.bedrag_eur) as bedrag_eur
from per_ministerie as m
join plaats as p using (organisatie_code)
where p.structuur = 'nu' or p.in_code = 'rijk'
group by all;

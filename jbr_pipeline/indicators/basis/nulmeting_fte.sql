-- Nulmeting van de taakstelling in fte: de contractuele uren van de kerndepartementen op de dag van de nulmeting, in de
-- structuur van nu en voor het Rijk. personen_los en persoon zeggen wie erachter staan.
--
-- Uit de vastgestelde editie als die er is (daarin zijn kleine aantallen al weggelaten); anders uit de aanleveringen,
-- en dan voorlopig.
create or replace temp view nulmeting_fte as
select
    p.structuur,
    p.in_code as organisatie_code,
    getvariable('taakstelling_nulmeting') as peildatum,
    sum(e.teller::decimal(24, 2)) as uren_per_week,
    sum(ceil(e.teller / getvariable('volledige_werkweek_uren')))::bigint as personen_los,
    null::varchar as persoon
from editie_nulmeting as e
join plaats as p using (organisatie_code)
where e.indicator_code = 'taakstelling_nulmeting_fte' and (p.structuur = 'nu' or p.in_code = 'rijk')
group by all
union all
select
    structuur,
    organisatie_code,
    peildatum,
    sum(uren_per_week),
    count(*) filter (is_enkel),
    if(is_enkel, null, pseudo_id)
from dienstverband
where
    peildatum = getvariable('taakstelling_nulmeting')
    and organisatietype = 'kerndepartement'
    and (structuur = 'nu' or organisatie_code = 'rijk')
    and not exists (from editie_nulmeting where indicator_code = 'taakstelling_nulmeting_fte')
group by all;

-- Op welke aanleveringen of waarnemingen elk cijfer rust: per indicator, jaar en organisatie.
insert into nieuw.jbr.herkomst
with rust_op as (
    select i.indicator_code, year(w.peildatum) as jaar, w.organisatie_code as bron_organisatie, w.aanlevering_id
    from indicator_bron as i
    join in_werking as w on w.soort = i.bron
    union
    select i.indicator_code, year(j.peildatum), w.organisatie_code, w.aanlevering_id
    from indicator_bron as i
    join in_werking as w on w.soort = i.bron
    join jaar_eerder as j on j.vorige_peildatum = w.peildatum
    where i.vergelijkt
    union
    select i.indicator_code, year(b.peildatum), b.organisatie_code, 'open.overheid.nl'
    from indicator_bron as i
    join bronstand as b using (bron)
    where i.bron = 'publicaties'
)
select distinct r.indicator_code, r.jaar, p.in_code, r.aanlevering_id
from rust_op as r
join plaats as p on p.organisatie_code = r.bron_organisatie
semi join nieuw.jbr.indicator_waarde as w
    on w.indicator_code = r.indicator_code and w.jaar = r.jaar and w.organisatie_code = p.in_code;

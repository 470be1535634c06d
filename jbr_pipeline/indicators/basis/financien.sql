-- Bedragen van het jaar per structuur en plaats, in euro.
--
-- Een bedrag dat aan een ander deel van het Rijk is betaald (consolidatie) telt in geen bedrag van het Rijk en wel
-- in dat van het ministerie.
create or replace temp table uitgave as
select
    p.structuur,
    p.in_code as organisatie_code,
    w.organisatie_code as ministerie_code,
    f.peildatum,
    f.onderdeel,
    f.kostensoort,
    f.bedrag_eur,
    f.kostensoort like 'inhuur\_%' escape '\' as is_inhuur,
    case when f.kostensoort like 'materieel\_%' escape '\' then 'materieel' else 'personeel' end as soort_uitgave
from financien_geldig as f
join in_werking as w using (aanlevering_id)
join plaats as p using (organisatie_code)
where p.in_code <> 'rijk' or not f.consolidatie;

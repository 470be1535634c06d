-- De waarden van een opgeschoond jaar zoals ze vastliggen in de editie van het jaar erna. is_weggelaten: om personen te
-- beschermen.
insert into editie_opgeschoond by name
select
    w.indicator_code, w.variant, w.jaar, w.peildatum, w.organisatie_code, w.uitsplitsing, w.categorie, w.structuur,
    w.teller,
    w.onderdrukt or coalesce(w.reden_leeg = 'bescherming', false) as is_weggelaten
from read_parquet($bestand) as w
semi join uit_editie as u on u.indicator_code = w.indicator_code and u.jaar = w.jaar
where w.jaar = $jaar;

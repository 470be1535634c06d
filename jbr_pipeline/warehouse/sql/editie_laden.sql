-- Een vastgestelde editie: haar waarden met de naam en het moment van vaststelling, en waarop zij rusten.
insert into editie_waarde by name
select e.editie, w.*, 'vastgesteld' as status, e.vastgesteld_op as berekend_op, e.run_id
from read_parquet($waarden) as w
join editie as e on e.editie = $editie;

insert into editie_herkomst by name
select $editie as editie, *
from read_parquet($herkomst);

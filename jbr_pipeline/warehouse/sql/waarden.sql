-- De berekende waarden met de eigenschappen van hun indicator, voor de onthullingscontrole.
create or replace temp view waarde_ruw as
select v.*, i.kleine_cellen, i.berekend_op, i.run_id
from read_parquet($bestanden) as v
join indicator_eigenschap as i using (indicator_code);

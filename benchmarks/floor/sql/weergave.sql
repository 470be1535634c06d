-- Een onderwerp zoals de SQL van de indicatoren het leest.
create or replace temp view ${soort}_geldig as
select l.aanlevering_id, l.peildatum, r.* exclude (levering, gebroken)
from $soort as r
join levering as l on l.soort = '$soort' and l.nr = r.levering;

-- The moment of mutation up to which the change feed was read to its end by an earlier run; NULL before the first.
select arg_max(json_extract_string(body, '$.tot_mutatie'), volgnr)
from overig
where soort = 'notitie' and aanleiding = 'wijzigingen'

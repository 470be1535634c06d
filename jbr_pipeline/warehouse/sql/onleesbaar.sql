-- Per aanlevering de eerste regels die niet als rij te lezen zijn, met hun aantal velden; NULL als een aanhalingsteken
-- niet wordt gesloten, $te_lang als de regel langer is dan $langste bytes.
select
    aanlevering_id,
    regelnr,
    case
        when bytes > $langste then $te_lang
        when not contains(buiten_quotes, '"') then len(buiten_quotes) - len(replace(buiten_quotes, ';', '')) + 1
    end as velden
from (
    select
        aanlevering_id, regelnr, strlen(regel) as bytes, regexp_replace(regel, '"[^"]*"', '', 'g') as buiten_quotes
    from onleesbaar
)
qualify row_number() over (partition by aanlevering_id order by regelnr) <= $hoogstens
order by aanlevering_id, regelnr

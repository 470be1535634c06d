-- De vastgestelde edities waarop een cijfer rust.
select aanlevering_id as editie
from herkomst
where
    indicator_code = $code
    and jaar = $jaar
    and organisatie_code = $organisatie
    and aanlevering_id like 'JBR %'
order by all;

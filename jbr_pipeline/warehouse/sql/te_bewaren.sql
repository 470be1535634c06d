-- Wat er van de regels van een aanlevering in werking bewaard blijft als ze zijn opgeschoond: of zij haar hele jaar had,
-- en bij bezetting de omvang van het ministerie in honderdsten van contractuele uren per week.
select
    w.aanlevering_id,
    b.is_heel,
    (100 * sum(i.uren_per_week))::bigint as omvang
from in_werking as w
join bronstand as b
    on b.bron = w.soort and b.peildatum = w.peildatum and b.organisatie_code = w.organisatie_code
left join in_dienst as i
    on w.soort = 'bezetting' and i.ministerie_code = w.organisatie_code and i.peildatum = w.peildatum
group by all
order by all

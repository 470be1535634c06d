-- De laatst bekende omvang van elk ministerie, in honderdsten van contractuele uren per week: hoe zwaar een ontbrekende
-- aanlevering telt. Met gehele getallen is een som bij elke herhaling tot op de laatste bit gelijk, en volledig
-- precies honderd procent. Van een opgeschoonde dag is de omvang bewaard en zijn de dienstverbanden er niet meer.
create or replace temp table gewicht as
with laatste as (
    select organisatie_code, max(peildatum) as peildatum
    from in_werking
    where soort = 'bezetting'
    group by all
)
select l.organisatie_code, (100 * sum(i.uren_per_week))::bigint as omvang
from laatste as l
join in_dienst as i on i.ministerie_code = l.organisatie_code and i.peildatum = l.peildatum
group by all
union all
select l.organisatie_code, b.omvang
from laatste as l
join omvang_bewaard as b using (organisatie_code, peildatum);

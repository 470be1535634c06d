-- De laatst bekende omvang in fte van elk ministerie: hoe zwaar een ontbrekende aanlevering telt.
create or replace temp table gewicht as
with laatste as (
    select organisatie_code, max_by(aanlevering_id, peildatum) as aanlevering_id
    from in_werking
    where soort = 'bezetting'
    group by all
)
select l.organisatie_code, (sum(b.uren_per_week) / getvariable('volledige_werkweek_uren'))::double as fte
from laatste as l
join bezetting_geldig as b using (aanlevering_id)
group by all;

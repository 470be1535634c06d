-- Hoe het Rijk ervoor staat: van elke indicator met een totaal de gewone variant over het laatste jaar waarover er een
-- waarde is, met het jaar ervoor en de norm.
create view topline as
with rijk as (
    select *
    from reeks
    where organisatie_code = 'rijk' and uitsplitsing = 'totaal' and variant = 'standaard' and waarde is not null
)
select
    r.domein,
    r.indicator_code,
    r.indicator,
    r.jaar,
    r.peildatum,
    r.eenheid,
    r.decimalen,
    r.waarde,
    r.vorige_waarde,
    r.mutatie_abs,
    r.mutatie_pct,
    i.norm,
    i.norm_richting,
    r.norm_gehaald,
    r.volledig,
    r.dekking_pct,
    r.status,
    i.definitief_verwacht
from rijk as r
join indicator as i using (indicator_code)
qualify r.jaar = max(r.jaar) over (partition by r.indicator_code)
order by r.domein, r.indicator_code;

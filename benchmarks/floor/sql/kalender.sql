-- Op welke dag een termijn eindigt die op een dag eindigt: de eerste die geen weekend en geen feestdag is.
create or replace temp table kalender as
select
    dag::date as dag,
    min(dag::date) filter (isodow(dag) < 6 and not list_contains(getvariable('feestdagen'), dag::date))
        over (order by dag rows between current row and unbounded following) as eindigt_op
from generate_series(date '2000-01-01', date '2061-01-14', interval 1 day) as t (dag)
qualify dag <= date '2060-12-31';

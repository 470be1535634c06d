-- Op welke dag een termijn eindigt die op een dag eindigt: de eerste die geen weekend en geen feestdag is (Algemene
-- termijnenwet, artikelen 1 en 3). Pasen volgt uit de regel van Gauss in de vorm van Butcher.
create or replace temp table kalender as
with stap as (
    select
        jaar,
        jaar % 19 as a,
        jaar // 100 as b,
        jaar % 100 as c,
        (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30 as h,
        (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7 as l,
        h + l - 7 * ((a + 11 * h + 22 * l) // 451) + 114 as m,
        make_date(jaar, m // 31, m % 31 + 1) as pasen,
        if(jaar < 2014, make_date(jaar, 4, 30), make_date(jaar, 4, 27)) as koningsdag
    from unnest(range(2000, 2061)) as j (jaar)
),
feestdag as (
    select
        unnest([
            make_date(jaar, 1, 1), pasen - 2, pasen, pasen + 1, koningsdag - (isodow(koningsdag) = 7)::integer,
            make_date(jaar, 5, 5), pasen + 39, pasen + 49, pasen + 50, make_date(jaar, 12, 25), make_date(jaar, 12, 26)
        ]) as dag
    from stap
    union
    select dag
    from read_csv('$gelijkgesteld', header = true, columns = {dag: 'date', bron: 'varchar'})
)
select
    d.dag::date as dag,
    min(d.dag::date) filter (isodow(d.dag) < 6 and f.dag is null)
        over (order by d.dag rows between current row and unbounded following) as eindigt_op
from generate_series(date '2000-01-01', date '2061-01-14', interval 1 day) as d (dag)
left join feestdag as f on f.dag = d.dag
qualify d.dag <= date '2060-12-31';

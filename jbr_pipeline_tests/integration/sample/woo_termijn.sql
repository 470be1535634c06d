-- De laatste dag van elk Woo-verzoek, los van de berekening van de pijplijn: dag voor dag, met de vrije dagen van
-- 2022 tot en met 2025 hier uitgeschreven.
create or replace macro vrije_dag(dag) as
isodow(dag) >= 6
or strftime(dag, '%m-%d') in ('01-01', '05-05', '12-25', '12-26')
or list_contains(
    [
        date '2022-04-15', date '2022-04-18', date '2022-04-27', date '2022-05-26', date '2022-06-06',
        date '2023-04-07', date '2023-04-10', date '2023-04-27', date '2023-04-28', date '2023-05-18',
        date '2023-05-19', date '2023-05-29', date '2024-03-29', date '2024-04-01', date '2024-05-09',
        date '2024-05-10', date '2024-05-20', date '2024-12-27', date '2025-04-18', date '2025-04-21',
        date '2025-05-29', date '2025-05-30', date '2025-06-09'
    ]::date [],
    dag
);

create or replace macro werkdag_vanaf(dag) as
list_filter([dag + i for i in range(12)::integer []], d -> not vrije_dag(d)) [1];

create or replace view woo_beoordeeld as
with eerste as (
    select *, ontvangstdatum + 28 + coalesce(opschorting_dagen, 0) as dag_28
    from woo_verzoeken
),
wettelijk as (
    select
        *,
        werkdag_vanaf(
            dag_28 + case
                when coalesce(verdagingsdatum > werkdag_vanaf(dag_28), true) then 0
                when ontvangstdatum < date '2022-05-01' then 28
                else 14
            end
        ) as wettelijke_dag
    from eerste
)
select
    *,
    besluitdatum <= wettelijke_dag or coalesce(besluitdatum <= afgesproken_datum, false) as is_op_tijd
from wettelijk
where year(besluitdatum) = year(peildatum) and uitkomst not in ('ingetrokken', 'doorgezonden');

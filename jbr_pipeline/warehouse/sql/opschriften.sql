-- Alles waar een lezer een toelichting bij vindt: elke kolom met haar type, en de tabellen, weergaven en macro's zelf.
select
    table_name as relatie,
    column_name as kolom,
    if(data_type = 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ', data_type) as type,
    comment as toelichting
from duckdb_columns()
where database_name = 'gelezen'
union all
select table_name, '', 'tabel', comment
from duckdb_tables()
where database_name = 'gelezen'
union all
select view_name, '', 'weergave', comment
from duckdb_views()
where database_name = 'gelezen' and not internal
union all
select function_name, '', 'macro', comment
from duckdb_functions()
where database_name = 'gelezen' and not internal;

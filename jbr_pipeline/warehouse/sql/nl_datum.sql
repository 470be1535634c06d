-- Een dag zoals Nederlandse lezers hem schrijven: 31-12-2024.
create macro nl_datum(dag) as strftime(dag::date, '%d-%m-%Y');

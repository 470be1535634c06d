-- De regels die de lezer afwees, een keer elk, in cellen. Een regel met te veel of te weinig cellen heeft er geen.
create or replace temp table afgewezen as
select
    s.file_id as levering,
    e.line as regelnr,
    if(
        bool_and(e.error_type = 'CAST'),
        list_transform(
            regexp_extract_all(any_value(e.csv_line) || ';', $cel, 1),
            lambda c: nullif(if(starts_with(c, '"'), replace(c[2:-2], '""', '"'), c), '')
        ),
        null
    ) as cellen
from reject_errors as e
join reject_scans as s using (scan_id, file_id)
group by all;
drop table reject_errors;
drop table reject_scans;

-- De bestanden van een onderwerp getypeerd gelezen, zonder lege regels; een cel die niet te lezen is, maakt haar regel
-- een afgewezen regel.
select l.nr as levering, l.peildatum, l.organisatie_code as ministerie_code, $kolommen$vlaggen
from (
    select file_index, *
    from read_csv(
        [$bestanden],
        auto_detect = false, header = true, delim = ';', quote = '"', escape = '"', columns = {$types},
        dateformat = '%d-%m-%Y', decimal_separator = ',', store_rejects = true, rejects_limit = 0
    )
) as r
join levering as l on l.soort = $soort and l.nr = r.file_index
where not ($leeg)

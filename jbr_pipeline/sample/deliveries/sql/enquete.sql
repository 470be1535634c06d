-- De uitkomsten van de personeelsenquête uit `reference`, elk jaar aangeleverd door BZK voor het hele Rijk.
create or replace temp table enquete as
select
    'mnre1034_' || jaar || '1231_v1' as bestand,
    row_number() over (partition by jaar order by vraag, groep)::double as volgnr,
    vraag,
    groep,
    respondenten,
    gewogen_pct
from read_csv(
    getvariable('enquete'),
    delim = ';',
    header = true,
    comment = '#',
    auto_detect = false,
    auto_detect = false,
    columns = {
        'jaar': 'integer',
        'vraag': 'varchar',
        'groep': 'varchar',
        'respondenten': 'integer',
        'gewogen_pct': 'decimal(18, 1)'
    }
);

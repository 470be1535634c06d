-- For each day when the source was last asked how many documents it has from that day on: a search with a begin, without
-- an end and without a label.
select
    cast(strptime(regexp_extract(pad, '[?&]publicatiedatumVan=([0-9-]+)', 1), '%d-%m-%Y') as date) as dag,
    max(volgnr)
from regels
where
    soort = 'zoek'
    and status = 200
    and contains(pad, 'publicatiedatumVan=')
    and not regexp_matches(pad, '[?&](publicatiedatumTot|documentsoort|informatiecategorie)=')
group by all

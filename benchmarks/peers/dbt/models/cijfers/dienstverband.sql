-- Elk dienstverband dat meetelt, met de klassen van zijn persoon.
select
    organisatie_code,
    peildatum,
    pseudo_id,
    dienstverband_nr,
    uren_per_week,
    organisatietype,
    geslacht,
    year(peildatum) - geboortejaar as leeftijd,
    case
        when leeftijd < 25 then '<25'
        when leeftijd < 35 then '25-34'
        when leeftijd < 45 then '35-44'
        when leeftijd < 55 then '45-54'
        when leeftijd < 60 then '55-59'
        else '60+'
    end as leeftijdsklasse,
    case
        when functieschaal <= 4 then '1-4'
        when functieschaal <= 9 then '5-9'
        when functieschaal <= 13 then '10-13'
        else '14-19'
    end as schaalgroep
from {{ ref('geldig_bezetting') }}
where
    medewerkersgroep in ({{ opsomming('populatie_medewerkersgroepen') }})
    and organisatie_code not in ({{ opsomming('buiten_populatie') }})
    and datum_in_dienst_ministerie <= peildatum
    and (datum_uit_dienst is null or datum_uit_dienst >= peildatum)

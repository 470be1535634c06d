-- Omvang van het personeel in de lage loonschalen, in fte.
select
    structuur, organisatie_code, peildatum,
    sum(uren_per_week) as teller,
    count(distinct pseudo_id) as personen
from dienstverband
where functieschaal <= getvariable('lage_loonschalen_tot_en_met')
group by all

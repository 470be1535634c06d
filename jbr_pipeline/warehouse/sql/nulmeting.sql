-- De nulmeting van de taakstelling zoals vastgesteld: van het Rijk, en per ministerie van de structuur waarin zij is
-- vastgesteld. Een klein aantal is daarin al weggelaten, dus het Rijk is niet de som van de ministeries.
create or replace temp view editie_nulmeting as
select indicator_code, organisatie_code, teller
from read_parquet($bestand)
where
    indicator_code in ('taakstelling_nulmeting_fte', 'taakstelling_nulmeting_apparaat')
    and variant = 'standaard'
    and structuur = 'nu'
    and jaar = year(getvariable('taakstelling_nulmeting'));

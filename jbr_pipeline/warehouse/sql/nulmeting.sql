-- De nulmeting van de taakstelling zoals vastgesteld, per ministerie van de structuur waarin zij is vastgesteld.
create or replace temp view editie_nulmeting as
select indicator_code, organisatie_code, teller
from read_parquet($bestand)
where
    indicator_code in ('taakstelling_nulmeting_fte', 'taakstelling_nulmeting_apparaat')
    and variant = 'standaard'
    and structuur = 'nu'
    and organisatie_code <> 'rijk'
    and jaar = year(getvariable('taakstelling_nulmeting'));

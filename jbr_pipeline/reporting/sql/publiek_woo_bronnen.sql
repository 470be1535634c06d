-- Wat anderen over Woo-verzoeken bij het hele Rijk hebben gepubliceerd, sinds het eerste jaar dat hier is berekend.
select *
from aansluiting
where
    indicator_code like 'woo\_%' escape '\'
    and organisatie = 'Rijk'
    and jaar >= (select min(jaar) from reeks where indicator_code = 'woo_tijdig_pct' and waarde is not null)
order by jaar desc, indicator_code, uitsplitsing, bron;

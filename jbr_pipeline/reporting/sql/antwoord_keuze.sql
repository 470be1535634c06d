-- Over welke jaren en waarnaar uitgesplitst er cijfers van een indicator zijn in een editie, of bij de lopende cijfers.
select distinct
    jaar,
    case
        when organisatie_code <> 'rijk' then 'ministerie'
        when uitsplitsing = 'totaal' then 'rijk'
        else uitsplitsing
    end as per
from indicator_waarde
where
    editie = $editie
    and structuur = 'nu'
    and indicator_code = $code
    and variant = 'standaard'
    and (organisatie_code = 'rijk' or uitsplitsing = 'totaal')
order by all;

-- Hoeveel lopende cijfers per indicator en jaar anders zijn dan in de nieuwste editie, of in geen editie staan.
select indicator_code, jaar, count(*) as aantal
from indicator_waarde
where
    editie = 'lopend'
    and (status = 'gecorrigeerd' or status = 'voorlopig' and waarde is not null)
group by all
order by all

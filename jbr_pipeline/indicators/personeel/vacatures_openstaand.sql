-- Vacatures die op de peildatum openstaan: opengesteld, niet gesloten en niet vervuld.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from vacature
where is_open
group by all

-- Vacatures die in het jaar zijn opengesteld.
select
    structuur, organisatie_code, peildatum, kanaal, vakgebied,
    count(*) as teller
from vacature
where is_opengesteld_in_jaar
group by all

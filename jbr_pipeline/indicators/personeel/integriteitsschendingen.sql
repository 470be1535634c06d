-- Vastgestelde integriteitsschendingen in het jaar.
select
    structuur, organisatie_code, peildatum, categorie,
    sum(aantal) as teller,
    sum(aantal) as personen
from integriteitsgeval
where fase = 'vastgesteld'
group by all

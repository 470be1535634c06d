-- Van elk punt de nieuwste editie die het heeft.
create or replace temp view editie_nieuwste as
select w.*
from editie_waarde as w
join editie as e using (editie)
qualify
    row_number() over (
        partition by
            w.indicator_code, w.variant, w.peildatum, w.organisatie_code, w.uitsplitsing, w.categorie, w.structuur
        order by e.verslagjaar desc
    ) = 1;

-- Welke uitsplitsingen elke editie vaststelt.
create or replace temp table editie_bereik as
select distinct editie, indicator_code, variant, peildatum, uitsplitsing
from editie_waarde;

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

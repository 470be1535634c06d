-- Elke aanlevering met wat ermee is gebeurd, voor het oordeel of er is geleverd wat moest.
select
    organisatie_code,
    soort,
    peildatum,
    status,
    ontvangen_op,
    opgeschoond_op is not null as is_opgeschoond,
    exists (from kwaliteit as k where k.aanlevering_id = a.aanlevering_id) as is_gelezen
from aanlevering as a
order by aanlevering_id;

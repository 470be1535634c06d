-- Woo-verzoeken waarop in het jaar is besloten. Variant alle_uitkomsten: ook ingetrokken en doorgezonden verzoeken.
select
    structuur, organisatie_code, peildatum, 'standaard' as variant,
    count(*) filter (not is_zonder_besluit) as teller
from woo_verzoek
where is_besloten_in_jaar
group by all
union all
select structuur, organisatie_code, peildatum, 'alle_uitkomsten', count(*)
from woo_verzoek
where is_besloten_in_jaar
group by all

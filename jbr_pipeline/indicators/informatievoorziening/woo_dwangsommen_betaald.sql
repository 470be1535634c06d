-- Betaalde dwangsommen in euro bij verzoeken waarop in het jaar is besloten.
select
    structuur, organisatie_code, peildatum,
    coalesce(sum(dwangsom_betaald_euro), 0) as teller
from woo_verzoek
where is_besloten_in_jaar
group by all

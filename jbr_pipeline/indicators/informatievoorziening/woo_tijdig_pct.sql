-- Aandeel Woo-verzoeken waarop op of voor de laatste dag is besloten, van de verzoeken waarop in het jaar is besloten.
-- standaard: wettelijke of afgesproken termijn, zonder ingetrokken en doorgezonden; wettelijk: zonder afgesproken
-- datums; kerndepartement: alleen verzoeken aan kerndepartementen; alle_uitkomsten: ook ingetrokken en doorgezonden.
with per_variant as (
    select
        structuur, organisatie_code, peildatum, besluitdatum,
        unnest([
            {'variant': 'standaard', 'grens': laatste_dag, 'telt': not is_zonder_besluit},
            {'variant': 'wettelijk', 'grens': wettelijke_laatste_dag, 'telt': not is_zonder_besluit},
            {'variant': 'kerndepartement', 'grens': laatste_dag, 'telt': not is_zonder_besluit and kerndepartement},
            {'variant': 'alle_uitkomsten', 'grens': laatste_dag, 'telt': true}
        ], recursive := true)
    from woo_verzoek
    where is_besloten_in_jaar
)
select
    structuur, organisatie_code, peildatum, variant,
    count(*) filter (besluitdatum <= grens) as teller,
    count(*) as noemer
from per_variant
where telt
group by all

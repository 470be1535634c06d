-- Under which label each documentsoort is kept: the first that was ever seen with its URI, so that a series goes on when
-- the platform calls it something else. Documents of which only the label is known have the URI that goes with it, where
-- it is one.
create or replace temp table soortnamen as
with gezien as (
    select inhoud.documentsoort_uri as uri, inhoud.documentsoort as label, min(volgnr) as volgnr
    from regels
    where leesbaar and inhoud.documentsoort_uri is not null and inhoud.documentsoort <> ''
    group by all
),
naam as (
    select uri, arg_min(label, volgnr) as naam
    from gezien
    group by all
)
select g.uri, g.label, n.naam, count(*) over (partition by g.label) = 1 as eenduidig
from gezien as g
inner join naam as n using (uri)

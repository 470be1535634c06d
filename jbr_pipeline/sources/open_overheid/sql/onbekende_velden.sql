-- Names that details carry where the contract knows none, with the number of documents: news from the source.
with naam as (
    select unnest(onbekend) as veld
    from laatste
)
select veld, count(*) as aantal
from naam
group by all
order by all

-- Names that details carry where the contract knows none, with the number of documents: news from the source.
with naam as (
    select unnest(velden) as veld
    from laatste
)
select veld, count(*) as aantal
from naam
where veld not in ($bekend)
group by all
order by all

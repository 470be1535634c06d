-- For each field in use the number of documents that have it.
select
    $gevuld
from laatste

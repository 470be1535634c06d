-- Elke gelande aanlevering, met van wie en over welke dag zij is.
select
    aanlevering_id,
    sha256,
    soort,
    organisatie_code,
    peildatum::date as peildatum
from read_json('{{ var("manifest") }}')
where besluit = 'geland'

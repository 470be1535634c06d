-- Documenten die in het jaar op open.overheid.nl openbaar zijn gemaakt, elk een keer; bekende bijlagen apart.
-- Variant bijlagen: de bijlagen; hele_platform: documenten van iedereen, ook buiten het Rijk.
select
    structuur, organisatie_code, peildatum, variant, documentsoort, informatiecategorie, aanbieder,
    count(*) as teller
from publicatie_per
group by all

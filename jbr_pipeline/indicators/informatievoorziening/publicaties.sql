-- Documenten die in het jaar op open.overheid.nl openbaar zijn gemaakt; bekende bijlagen apart.
-- Variant bijlagen: de bijlagen; hele_platform: documenten van iedereen, ook buiten het Rijk.
select
    structuur, organisatie_code, peildatum,
    case
        when kring = 'hele_platform' then 'hele_platform'
        when is_bijlage then 'bijlagen'
        else 'standaard'
    end as variant,
    soort_document as documentsoort,
    categorie_code as informatiecategorie,
    naam_aanbieder as aanbieder,
    count(*) as teller
from publicatie_per
where kring = 'ministerie' or not is_bijlage
group by all

-- Aandeel van de voertuigen in het wagenpark dat geen uitstoot heeft.
select
    structuur, organisatie_code, peildatum,
    coalesce(sum(hoeveelheid) filter (kenmerk = 'zero-emissie'), 0) as teller,
    sum(hoeveelheid) as noemer,
    sum(hoeveelheid * geschat_pct) as geschat,
    sum(hoeveelheid) as geschat_van
from activiteit
where thema = 'wagenpark'
group by all

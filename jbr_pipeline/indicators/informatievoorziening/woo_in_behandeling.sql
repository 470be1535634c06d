-- Woo-verzoeken die op de peildatum openstaan.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from woo_verzoek
where ontvangstdatum <= peildatum and (besluitdatum is null or besluitdatum > peildatum)
group by all

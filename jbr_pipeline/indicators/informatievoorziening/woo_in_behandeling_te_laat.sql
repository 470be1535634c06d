-- Woo-verzoeken die op de peildatum openstaan en waarvan de laatste dag is verstreken.
select
    structuur, organisatie_code, peildatum,
    count(*) as teller
from woo_verzoek
where
    ontvangstdatum <= peildatum
    and (besluitdatum is null or besluitdatum > peildatum)
    and laatste_dag < peildatum
group by all

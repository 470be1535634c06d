-- Uit welke bestanden een cijfer komt: herkomst met de gegevens van de aanlevering erbij. Waar geen bestand achter zit,
-- maar de waarneming van open.overheid.nl of een editie, staat die naam in bestandsnaam en is de rest leeg.
create view herkomst_bestand as
select
    h.indicator_code,
    h.jaar,
    h.organisatie_code,
    h.aanlevering_id,
    coalesce(a.bestandsnaam, h.aanlevering_id) as bestandsnaam,
    a.sha256,
    a.organisatie_code as leverancier_code,
    a.soort,
    a.peildatum,
    a.versie,
    a.ontvangen_op,
    a.reden,
    a.rijen_geldig,
    a.rijen_quarantaine
from herkomst as h
left join aanlevering as a using (aanlevering_id);

-- Elk dienstverband dat op zijn peildatum tot het personeel van het ministerie hoort.
--
-- In dienst is wie op de peildatum bij het ministerie werkt; datum_uit_dienst is de laatste dag in dienst. Welke
-- medewerkersgroepen tellen staat in afbakening.toml. Ook ministeries buiten de cao Rijk staan hier nog in.
create or replace temp view in_dienst as
select w.organisatie_code as ministerie_code, b.* exclude (aanlevering_id)
from bezetting_geldig as b
join in_werking as w using (aanlevering_id)
where
    list_contains(getvariable('populatie_medewerkersgroepen'), b.medewerkersgroep)
    and b.datum_in_dienst_ministerie <= b.peildatum
    and (b.datum_uit_dienst is null or b.datum_uit_dienst >= b.peildatum);

-- De aanleveringen waarop een cijfer rust, met hun vingerafdruk en aantallen regels.
select
    a.bestandsnaam, a.sha256, a.rijen_gelezen, a.rijen_geldig, a.rijen_quarantaine, a.rijen_overgeslagen
from herkomst as h
join aanlevering as a using (aanlevering_id)
where h.indicator_code = $code and h.jaar = $jaar and h.organisatie_code = $organisatie
order by a.peildatum, a.soort, a.bestandsnaam;

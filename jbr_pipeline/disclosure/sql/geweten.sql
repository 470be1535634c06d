-- Welke cellen een buitenstaander kent uit de waarden die naar buiten gaan, de edities meegerekend. Een lopende waarde
-- vertelt alles van haar rij; een waarde uit een editie alleen wat sindsdien niet is veranderd.
select distinct rc.cel
from rij_cel as rc
join rij as r using (rij)
join indicator_waarde as w
    using (indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
where
    coalesce(w.waarde, w.teller, w.noemer) is not null
    and (
        w.editie = 'lopend'
        or case rc.plek when 'teller' then w.teller when 'noemer' then w.noemer else w.teller + w.noemer end
        = case rc.plek when 'teller' then r.teller when 'noemer' then r.noemer else r.teller + r.noemer end
    )

-- Welke cellen een buitenstaander kent uit wat naar buiten gaat, de edities en de aanleveringen meegerekend. Een lopende waarde
-- vertelt alles van haar rij; een waarde uit een editie alleen wat sindsdien niet is veranderd.
select rc.cel
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
union
select c.cel
from cel as c
join aanlevering as a
    on
        a.soort = c.kenmerk
        and a.peildatum = c.dag
        and a.organisatie_code = c.organisatie_code
where c.populatie = 'rijen' and coalesce(a.rijen_gelezen, a.rijen_geldig) is not null

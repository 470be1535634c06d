-- Van verborgen cellen naar weggelaten rijen: een rij die een verborgen cel noemt gaat niet naar buiten. Waar geen patroon
-- beschermt is de hele uitsplitsing weggelaten, met een eigen reden.
insert into verborgen_rij
select
    r.indicator_code, r.variant, r.peildatum, r.organisatie_code, r.uitsplitsing, r.categorie, r.structuur,
    if(bool_or(k.is_ingehouden), 'bescherming', 'onderdrukt')
from gekozen_cel as k
join rij_cel as rc using (cel)
join rij as r using (rij)
where k.is_verborgen and (r.waarde is not null or r.teller is not null)
group by all;

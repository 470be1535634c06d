-- Van verborgen cellen naar weggelaten rijen: een rij die een verborgen cel noemt gaat niet naar buiten. Waar geen patroon
-- beschermt is de hele uitsplitsing weggelaten, met een eigen reden.
insert into verborgen_rij
select
    r.indicator_code, r.variant, r.peildatum, r.organisatie_code, r.uitsplitsing, r.categorie, r.structuur,
    if(bool_or(k.is_ingehouden), 'bescherming', 'onderdrukt')
from gekozen_cel as k
join rij_cel as rc using (cel)
join rij as r using (rij)
where r.waarde is not null or r.teller is not null
group by all;

-- Een nulmeting die uit een editie komt en daar is weggelaten, is hier om dezelfde reden leeg.
insert into verborgen_rij
select
    b.indicator_code, b.variant, b.peildatum, b.organisatie_code, b.uitsplitsing, b.categorie, b.structuur,
    any_value(e.reden_leeg)
from beoordeeld as b
join editie_waarde as e
    using (indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
join (select distinct indicator_code from onthulling where van_nulmeting) as n using (indicator_code)
where e.onderdrukt and b.teller is null
group by all;

-- De cijfers die niet meer zijn te berekenen omdat de gegevens ervoor zijn opgeschoond: de waarden en de herkomst van de
-- nieuwste editie die hun jaar heeft.
create or replace temp table editie_van_jaar as
select u.indicator_code, u.jaar, arg_max(e.editie, e.verslagjaar) as editie
from uit_editie as u
join editie as e on u.jaar between e.verslagjaar - 1 and e.verslagjaar
semi join indicator as i on i.indicator_code = u.indicator_code
group by all;

insert into indicator_waarde by name
select w.* replace ('lopend' as editie)
from editie_waarde as w
semi join editie_van_jaar as v
    on v.editie = w.editie and v.indicator_code = w.indicator_code and v.jaar = w.jaar
anti join indicator_waarde as l
    on
        l.editie = 'lopend'
        and l.indicator_code = w.indicator_code
        and l.variant = w.variant
        and l.peildatum = w.peildatum
        and l.organisatie_code = w.organisatie_code
        and l.uitsplitsing = w.uitsplitsing
        and l.categorie = w.categorie
        and l.structuur = w.structuur
order by all;

insert into herkomst by name
select h.indicator_code, h.jaar, h.organisatie_code, h.aanlevering_id
from editie_herkomst as h
semi join editie_van_jaar as v
    on v.editie = h.editie and v.indicator_code = h.indicator_code and v.jaar = h.jaar;

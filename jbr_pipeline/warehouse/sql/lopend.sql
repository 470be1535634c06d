-- De lopende cijfers met hun status: voorlopig zolang het punt in geen editie staat, vastgesteld als het gelijk is aan de
-- nieuwste editie die het heeft, en anders gecorrigeerd.
insert into indicator_waarde by name
select
    p.*,
    'lopend' as editie,
    case
        when e.indicator_code is null then 'voorlopig'
        when e.waarde is distinct from p.waarde then 'gecorrigeerd'
        else 'vastgesteld'
    end as status
from ($beschermd) as p
left join editie_nieuwste as e
    using (indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
order by all;

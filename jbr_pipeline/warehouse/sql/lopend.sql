-- De lopende cijfers met hun status: voorlopig zolang het punt in geen editie staat, vastgesteld als het gelijk is aan de
-- nieuwste editie die het heeft, en anders gecorrigeerd; zo ook wat bij een vastgestelde uitsplitsing bij kwam.
insert into indicator_waarde by name
select
    p.*,
    'lopend' as editie,
    case
        when e.indicator_code is null and b.indicator_code is not null and p.waarde <> 0 then 'gecorrigeerd'
        when e.indicator_code is null then 'voorlopig'
        when e.waarde is distinct from p.waarde then 'gecorrigeerd'
        else 'vastgesteld'
    end as status
from ($beschermd) as p
left join editie_nieuwste as e
    using (indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
left join (select distinct * exclude (editie) from editie_bereik) as b
    using (indicator_code, variant, peildatum, uitsplitsing)
order by all;

-- Twee momentopnamen van de gepubliceerde waarden vergeleken, in welke volgorde hun regels ook staan.
--
-- verloren: punten met een waarde in de eerste die in de tweede geen waarde hebben. gewijzigd: een andere waarde.
-- nieuw: een waarde die er eerst niet was. Alleen de jaren die een editie ook heeft, als er een wordt vergeleken. Het
-- Rijk en de totalen staan voorop.
create or replace temp table jaren as
select jaar from a_waarde
$samen
select jaar from b_waarde;

create or replace temp table vergeleken as
with a as (select * from a_waarde semi join jaren using (jaar)),
b as (select * from b_waarde semi join jaren using (jaar))
select
    indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur,
    a.waarde as oude_waarde,
    b.waarde as nieuwe_waarde,
    b.reden_leeg,
    case
        when b.waarde is null then 'verloren'
        when a.waarde is null then 'nieuw'
        else 'gewijzigd'
    end as soort
from a
full join b
    using (indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
where a.waarde is distinct from b.waarde
order by
    organisatie_code <> 'rijk', uitsplitsing <> 'totaal', variant <> 'standaard', jaar desc, indicator_code,
    organisatie_code, variant, peildatum, uitsplitsing, categorie, structuur;

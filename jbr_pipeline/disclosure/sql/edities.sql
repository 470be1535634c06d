-- Wat vastgestelde edities over een cel al zeggen: is_verteld als een editie dezelfde waarde noemt, is_verborgen als een
-- editie haar nergens noemt. Een waarde die intussen anders is zegt over de huidige niets.
create or replace temp table editie_cel as
with vergeleken as (
    select
        rc.cel,
        e.editie,
        case rc.plek when 'teller' then e.teller when 'noemer' then e.noemer else e.teller + e.noemer end as toen,
        case rc.plek when 'teller' then r.teller when 'noemer' then r.noemer else r.teller + r.noemer end as nu
    from rij_cel as rc
    join rij as r using (rij)
    join editie_waarde as e
        using (indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
    where e.onderdrukt or e.teller is not null
),
per_editie as (
    select cel, editie, coalesce(bool_or(toen = nu), false) as is_verteld, bool_and(toen is null) as is_verborgen
    from vergeleken
    group by all
)
select cel, bool_or(is_verteld) as is_verteld, bool_or(is_verborgen) and not bool_or(is_verteld) as is_verborgen
from per_editie
group by all;

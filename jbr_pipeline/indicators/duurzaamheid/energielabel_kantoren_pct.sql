-- Verdeling van de kantoren over groepen energielabels, in vloeroppervlak.
-- Variant aantal: in aantal gebouwen.
select
    structuur, organisatie_code, peildatum,
    if(eenheid = 'm2', 'standaard', 'aantal') as variant,
    case
        when right(kenmerk, 1) in ('A', 'B', 'C') then 'A-C'
        when right(kenmerk, 1) in ('D', 'E', 'F', 'G') then 'D-G'
        else 'onbekend'
    end as labelgroep,
    sum(hoeveelheid) as teller,
    sum(hoeveelheid * geschat_pct) as geschat,
    sum(hoeveelheid) as geschat_van
from activiteit
where thema = 'kantoren'
group by all

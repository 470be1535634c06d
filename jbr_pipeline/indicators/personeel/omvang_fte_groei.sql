-- Groei van de omvang in fte sinds het basisjaar, dezelfde dag van het jaar: het verschil gedeeld door de omvang toen.
-- Het basisjaar is dat van de afbakening, of het eerste jaar met gegevens als dat later is; daarin is de groei nul.
with basis as (
    select peildatum, vorige_peildatum as basisdatum
    from vergelijking
    where bron = 'bezetting' and vergelijkt = 'basisjaar'
)
select
    d.structuur, d.organisatie_code, d.peildatum, d.organisatietype,
    sum(d.uren_per_week) as teller,
    0 as noemer,
    count(*) filter (d.is_enkel) as personen,
    if(d.is_enkel, null, d.pseudo_id) as persoon,
    0 as personen_noemer,
    null as persoon_noemer
from dienstverband as d
semi join basis as b on b.peildatum = d.peildatum
group by all
union all
select
    d.structuur, d.organisatie_code, b.peildatum, d.organisatietype,
    -sum(d.uren_per_week),
    sum(d.uren_per_week),
    0,
    null,
    count(*) filter (d.is_enkel),
    if(d.is_enkel, null, d.pseudo_id) as persoon_noemer
from dienstverband as d
join basis as b on b.basisdatum = d.peildatum
group by all

-- Welk deel van de taakstelling is bereikt: de daling van de apparaatsuitgaven van de kerndepartementen sinds de
-- nulmeting, niet gecorrigeerd voor prijzen, als deel van de opgelegde daling. In het jaar van de nulmeting is dat nul.
-- Het Rijk is de som van de ministeries waarvan er zowel een nulmeting als een bedrag van het jaar is.
with apparaat as (
    select p.in_code as organisatie_code, f.peildatum, sum(f.bedrag_eur) as bedrag_eur
    from financien_geldig as f
    join in_werking as w using (aanlevering_id)
    join plaats as p using (organisatie_code)
    where
        f.peildatum >= getvariable('taakstelling_nulmeting')
        and f.onderdeel = 'kerndepartement'
        and not f.consolidatie
        and p.structuur = 'nu'
    group by all
),
per_ministerie as (
    select
        a.organisatie_code,
        a.peildatum,
        if(a.peildatum = n.peildatum, 0, n.bedrag_eur - a.bedrag_eur) as teller,
        n.bedrag_eur * getvariable('taakstelling_pct') * 0.01 as noemer
    from apparaat as a
    join nulmeting_apparaat as n on n.organisatie_code = a.organisatie_code and n.structuur = 'nu'
)
select 'nu' as structuur, organisatie_code, peildatum, teller, noemer
from per_ministerie
union all
select 'toen', 'rijk', peildatum, sum(teller), sum(noemer)
from per_ministerie
group by all

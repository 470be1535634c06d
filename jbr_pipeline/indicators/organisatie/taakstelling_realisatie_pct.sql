-- Welk deel van de taakstelling is bereikt: de daling van de apparaatsuitgaven van de kerndepartementen sinds de
-- nulmeting, niet gecorrigeerd voor prijzen, als deel van de opgelegde daling. In het jaar van de nulmeting is dat nul.
with apparaat as (
    select p.structuur, p.in_code as organisatie_code, f.peildatum, sum(f.bedrag_eur) as bedrag_eur
    from financien_geldig as f
    join in_werking as w using (aanlevering_id)
    join plaats as p using (organisatie_code)
    where
        f.peildatum >= getvariable('taakstelling_nulmeting')
        and f.onderdeel = 'kerndepartement'
        and not f.consolidatie
        and (p.structuur = 'nu' or p.in_code = 'rijk')
    group by all
)
select
    a.structuur, a.organisatie_code, a.peildatum,
    if(a.peildatum = n.peildatum, 0, n.bedrag_eur - a.bedrag_eur) as teller,
    n.bedrag_eur * getvariable('taakstelling_pct') * 0.01 as noemer
from apparaat as a
join nulmeting_apparaat as n using (structuur, organisatie_code)

-- Op welke aanleveringen of waarnemingen elk cijfer rust: per indicator, jaar en organisatie.
--
-- Een aanlevering telt waar haar ministerie telt: niet bij personeelscijfers van buiten de populatie, bij een
-- verhouding alleen als elke bron er is, en bij een vergelijking met een jaar eerder alleen als beide dagen er zijn;
-- dan telt ook die van een jaar eerder (of van het basisjaar). Een nulmeting die vastligt rust op haar editie, en een
-- basisjaar dat is opgeschoond op die van het jaar erna. Wat zelf uit een editie komt heeft de herkomst van die editie.
insert into nieuw.jbr.herkomst
with dagen as (
    select
        i.indicator_code, i.bron, i.bronnen, i.populatie, i.vergelijkt, i.van_nulmeting, b.peildatum,
        unnest(list_distinct([b.peildatum, v.vorige_peildatum])) as dag
    from indicator_invoer as i
    join (select distinct bron, peildatum from bronstand) as b using (bron)
    left join vergelijking as v on v.bron = i.bron and v.vergelijkt = i.vergelijkt and v.peildatum = b.peildatum
    where i.vergelijkt = 'geen' or v.vorige_peildatum is not null
),
rust_op as (
    select
        d.*,
        b.organisatie_code as ministerie_code,
        case
            when d.van_nulmeting and d.dag = getvariable('taakstelling_nulmeting') and exists (from editie_nulmeting)
                then 'JBR ' || year(d.dag)
            when year(d.dag) in (select jaar from editie_opgeschoond) then 'JBR ' || (year(d.dag) + 1)
            else w.aanlevering_id
        end as aanlevering_id
    from dagen as d
    join bronstand as b on b.bron = d.bron and b.peildatum = d.dag and b.aanwezig
    join in_werking as w
        on
            list_contains(d.bronnen, w.soort)
            and w.peildatum = d.dag
            and w.organisatie_code = b.organisatie_code
    where d.populatie = 'alle' or not list_contains(getvariable('buiten_populatie'), b.organisatie_code)
    union all
    select d.*, b.organisatie_code, 'open.overheid.nl'
    from dagen as d
    join bronstand as b on b.bron = d.bron and b.peildatum = d.dag
    where list_contains(d.bronnen, 'publicaties')
)
select distinct r.indicator_code, year(r.peildatum), p.in_code, r.aanlevering_id
from rust_op as r
join plaats as p on p.organisatie_code = r.ministerie_code
join organisatie_nu as n on n.organisatie_code = r.ministerie_code
left join vergelijkbaar as k
    on
        k.bron = r.bron
        and k.populatie = r.populatie
        and k.peildatum = r.peildatum
        and k.structuur = if(p.in_code = 'rijk', 'nu', p.structuur)
        and k.organisatie_code = if(p.in_code = 'rijk', n.nu_code, p.in_code)
semi join nieuw.jbr.indicator_waarde as w
    on
        w.indicator_code = r.indicator_code
        and w.peildatum = r.peildatum
        and w.structuur = p.structuur
        and w.organisatie_code = p.in_code
        and w.editie = 'lopend'
        and coalesce(w.reden_leeg, '') not in ('aanlevering ontbreekt', 'herindeling')
anti join uit_editie as u on u.indicator_code = r.indicator_code and u.jaar = year(r.peildatum)
where r.vergelijkt <> 'jaar_eerder' or k.organisatie_code is not null;

-- De groepen personen (cellen) achter de waarden, en welke rij welke cel noemt.
--
-- rij: elke waarde die op personen rust. cel: een groep personen op een plaats en dag; de ministeries van nu die er op
-- die dag ook waren met dezelfde mensen zijn dezelfde cel. maat: hoeveel van elke maat een cel heeft. Cijfers die over
-- bijna dezelfde groep gaan (het Rijk zonder een ministerie dat ontbreekt) zijn dezelfde cel: het verschil kent een
-- buitenstaander. Het aantal personen is het kleinste dat niet nul is, want elk daarvan verraadt de cel. Bekend is dat er
-- niemand is waar nergens iemand is, of waar de organisatie niemand van die soort heeft. Ook de rijen van een aanlevering
-- zijn een cel (populatie rijen): jbr.aanlevering zegt hoeveel het er zijn.
create or replace temp table rij as
select
    row_number() over (
        order by indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur
    )::integer as rij,
    *
from beoordeeld
where kleine_cellen;

create or replace temp table opgedeeld as
select
    r.rij,
    r.reden_leeg,
    o.nr,
    o.deel_van_geheel,
    o.plek,
    o.populatie,
    case o.dag
        when 'jaar_eerder' then j.vorige_peildatum
        when 'basisjaar' then b.vorige_peildatum
        else r.peildatum
    end as dag,
    r.structuur,
    r.organisatie_code,
    r.peildatum,
    coalesce(n.nu_code, r.organisatie_code) as nu_code,
    o.namen,
    array_to_string(list_sort(list_concat(
        o.kenmerken,
        list_filter(
            list_transform(
                list_zip(o.dimensies, if(o.dimensies = [], [], split(r.categorie, '*'))),
                lambda z: z[1] || '=' || z[2]
            ),
            lambda k: k is not null
        )
    )), '|') as kenmerk,
    o.maat,
    case o.plek when 'teller' then r.teller when 'noemer' then r.noemer else r.teller + r.noemer end * o.factor
        as waarde,
    case
        when o.plek = 'noemer' then r.personen_noemer
        -- Achter een teller van nul zonder personen staat niemand, ook als er in de noemer wel iemand zit.
        when r.personen is null and r.teller = 0 then if(o.plek = 'teller', 0, r.personen_noemer)
        else coalesce(r.personen, r.personen_noemer)
    end as personen
from rij as r
join onthulling as o using (indicator_code, variant, uitsplitsing)
left join (from vergelijking where bron = 'bezetting' and vergelijkt = 'jaar_eerder') as j
    on j.peildatum = r.peildatum
left join (from vergelijking where bron = 'bezetting' and vergelijkt = 'basisjaar') as b
    on b.peildatum = r.peildatum
left join organisatie_nu as n on n.organisatie_code = r.organisatie_code
where
    (not o.eigen_totaal or r.categorie = 'totaal' or o.uitsplitsing <> 'totaal')
    -- Een nulmeting uit een editie zegt wat de editie al zei, over de groep van toen.
    and not (o.van_nulmeting and r.indicator_code in (select indicator_code from editie_waarde))
    -- Een vergelijking met wat een editie heeft weggelaten zegt van beide niets.
    and not (o.plek <> 'teller' and r.noemer = 0 and coalesce(r.personen_noemer, 0) > 0);

create or replace temp table genoemd as
with toen as (
    -- Ook wie geen waarde heeft telt: na een herindeling is een ministerie van nu meer dan dat van toen met die code.
    select populatie, dag, nu_code, list(distinct organisatie_code) as organisaties
    from opgedeeld
    where structuur = 'toen' and organisatie_code <> 'rijk'
    group by all
)
select
    o.* replace (
        if(o.organisatie_code = 'rijk' or t.organisaties = [o.organisatie_code], 'toen', o.structuur) as structuur
    )
from opgedeeld as o
left join toen as t on t.populatie = o.populatie and t.dag = o.dag and t.nu_code = o.organisatie_code
where o.waarde is not null or o.maat is null;

create or replace temp table cel as
with groep as (
    select
        populatie, dag, structuur, organisatie_code, kenmerk,
        any_value(nu_code) as nu_code,
        any_value(namen) as namen,
        coalesce(min(personen) filter (personen > 0), 0) as personen,
        coalesce(bool_or(personen between 1 and getvariable('kleinste_aantal') - 1), false) as is_klein
    from genoemd
    group by all
)
select
    row_number() over (order by g.populatie, g.dag, g.structuur, g.organisatie_code, g.kenmerk)::integer - 1 as cel,
    g.*,
    max(g.personen) over (partition by g.populatie, g.dag, g.kenmerk) = 0 or coalesce(t.personen = 0, false)
        as is_bekend,
    null::double as per_persoon
from groep as g
left join groep as t
    on
        t.populatie = g.populatie
        and t.dag = g.dag
        and t.structuur = g.structuur
        and t.organisatie_code = g.organisatie_code
        and t.kenmerk = '';

insert into cel (cel, populatie, dag, structuur, organisatie_code, kenmerk, personen, is_klein, is_bekend)
select
    row_number() over (order by soort, dag, organisatie_code) - 1 + (select count(*) from cel),
    'rijen', dag, 'toen', organisatie_code, soort, aantal, false, false
from rijen_geteld;

create or replace temp table rij_cel as
select distinct g.rij, c.cel, g.plek, g.deel_van_geheel
from genoemd as g
join cel as c using (populatie, dag, structuur, organisatie_code, kenmerk);

create or replace temp table maat as
select c.cel, g.maat, arg_min(g.waarde, (g.nr, g.rij)) as waarde
from genoemd as g
join cel as c using (populatie, dag, structuur, organisatie_code, kenmerk)
where g.maat is not null and g.waarde is not null
group by all;

insert into maat
select cel, 'personen', personen
from cel
where populatie = 'rijen';

-- Doorstroom: personen die op beide dagen bij het Rijk werken en van plaats veranderden, naar soort.
-- ander ministerie: voor een ministerie wie een jaar eerder elders bij het Rijk werkte en niet hier; voor het Rijk wie
-- van ministerie veranderde, in de structuur van nu, want een herindeling is geen loopbaanstap.
-- binnen ministerie: wie van onderdeel veranderde en van wie beide onderdelen bekend zijn.
with elders as (
    select distinct j.peildatum, d.pseudo_id
    from dienst as d
    join vergelijking as j
        on j.vorige_peildatum = d.peildatum and j.bron = 'bezetting' and j.vergelijkt = 'jaar_eerder'
),
overgang as (
    select
        n.structuur, n.organisatie_code, n.peildatum,
        case
            when v.pseudo_id is null then if(n.organisatie_code <> 'rijk', 'ander ministerie', null)
            when n.nu_code <> v.nu_code then 'ander ministerie'
            when n.onderdeel_code <> v.onderdeel_code and 'onbekend' not in (n.onderdeel_code, v.onderdeel_code)
                then 'binnen ministerie'
        end as soort
    from stroom as n
    semi join elders as e on e.peildatum = n.peildatum and e.pseudo_id = n.pseudo_id
    left join (from stroom where not is_nu) as v
        on
            v.structuur = n.structuur
            and v.organisatie_code = n.organisatie_code
            and v.peildatum = n.peildatum
            and v.pseudo_id = n.pseudo_id
    where n.is_nu
)
select
    structuur, organisatie_code, peildatum, soort,
    count(*) as teller,
    count(*) as personen
from overgang
where soort is not null
group by all

-- Doorstroom: personen die op beide dagen bij het Rijk werken en van plaats veranderden, naar soort.
-- Wie binnen een ministerie van onderdeel wisselt telt als binnen ministerie; wie een jaar eerder bij een ander
-- ministerie werkte (in de structuur van nu, want een herindeling is geen loopbaanstap) als ander ministerie.
with rijk_vorig as (
    select peildatum, pseudo_id, nu_code, onderdeel_code
    from stroom_vorig
    where structuur = 'toen' and organisatie_code = 'rijk'
),
overgang as (
    select
        n.structuur, n.organisatie_code, n.peildatum,
        case
            when n.nu_code <> coalesce(v.nu_code, r.nu_code) then 'ander ministerie'
            when n.onderdeel_code <> coalesce(v.onderdeel_code, r.onderdeel_code) then 'binnen ministerie'
        end as soort,
        coalesce(v.onderdeel_code, r.onderdeel_code) = 'onbekend' or n.onderdeel_code = 'onbekend' as is_onbekend
    from stroom_nu as n
    join rijk_vorig as r using (peildatum, pseudo_id)
    left join stroom_vorig as v using (structuur, organisatie_code, peildatum, pseudo_id)
)
select
    structuur, organisatie_code, peildatum, soort,
    count(*) as teller,
    count(*) as personen
from overgang
where soort = 'ander ministerie' or (soort = 'binnen ministerie' and not is_onbekend)
group by all

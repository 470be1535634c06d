-- De indicatoren met hun uitsplitsingen, per plaats en peildatum.
{% set dimensies = ['organisatietype', 'geslacht', 'leeftijdsklasse', 'schaalgroep'] %}
with groepen as (
    select
        peildatum,
        organisatie_code,
        case
            {% for d in dimensies %}
            when grouping({{ d }}) = 0 then '{{ d }}'
            {% endfor %}
            else 'totaal'
        end as uitsplitsing,
        coalesce({{ dimensies | join(', ') }}, 'totaal') as categorie,
        sum(uren_per_week)::double as uren,
        count(*) filter (is_hoofd)::double as personen,
        count(*) filter (is_hoofd and geslacht = 'V')::double as vrouwen,
        count(*) filter (is_hoofd and uren_persoon < {{ var('volledige_werkweek_uren') }})::double as deeltijders,
        sum(leeftijd) filter (is_hoofd)::double as leeftijden
    from {{ ref('plaats') }}
    group by grouping sets (
        (peildatum, organisatie_code)
        {% for d in dimensies %}
        , (peildatum, organisatie_code, {{ d }})
        {% endfor %}
    )
),
uitgerekend as (
    select *, 'omvang_fte' as indicator_code, uren as teller, 36::double as noemer, 1 as factor
    from groepen
    union all
    select *, 'omvang_medewerkers', personen, null, 1
    from groepen
    where personen > 0
    union all
    select *, 'vrouwen_pct', vrouwen, personen, 100
    from groepen
    where uitsplitsing = 'totaal'
    union all
    select *, 'deeltijd_pct', deeltijders, personen, 100
    from groepen
    where uitsplitsing = 'totaal'
    union all
    select *, 'leeftijd_gem', leeftijden, personen, 1
    from groepen
    where uitsplitsing = 'totaal'
)
select
    indicator_code,
    peildatum,
    organisatie_code,
    uitsplitsing,
    categorie,
    teller,
    noemer,
    factor * teller / coalesce(noemer, 1) as waarde
from uitgerekend

-- Namen van alle categorieën en uitsplitsingen die in de cijfers voorkomen en zelf geen naam hebben: informatiecategorieën
-- naar de lijst van TOOI, maanden voluit, gekruiste uitsplitsingen uit hun delen, en wat overblijft zoals het er staat.
insert into benaming by name
with voorkomend as (
    select distinct
        uitsplitsing,
        categorie,
        unnest(string_split(uitsplitsing, '*')) as dimensie,
        unnest(string_split(categorie, '*')) as deel,
        generate_subscripts(string_split(uitsplitsing, '*'), 1) as plek
    from indicator_waarde
),
maand as (
    select
        deel,
        [
            'januari', 'februari', 'maart', 'april', 'mei', 'juni',
            'juli', 'augustus', 'september', 'oktober', 'november', 'december'
        ] [try_cast(right(deel, 2) as integer)] || ' ' || left(deel, 4) as naam,
        row_number() over (order by deel) as volgorde
    from (select distinct deel from voorkomend where dimensie = 'maand')
),
benoemd as (
    select
        v.*,
        coalesce(b.naam, i.naam, m.naam, upper(left(v.deel, 1)) || substr(v.deel, 2)) as naam,
        coalesce(b.volgorde, m.volgorde, if(v.deel in ('overig', 'onbekend'), 1001, 1000)) as volgorde,
        coalesce(u.naam, upper(left(v.dimensie, 1)) || substr(v.dimensie, 2)) as dimensie_naam
    from voorkomend as v
    left join benaming as b on b.kolom = 'categorie' and b.uitsplitsing = v.dimensie and b.code = v.deel
    left join benaming as u on u.kolom = 'uitsplitsing' and u.code = v.dimensie
    left join nieuw.jbr.informatiecategorie as i on v.dimensie = 'informatiecategorie' and i.code = v.deel
    left join maand as m on v.dimensie = 'maand' and m.deel = v.deel
),
samen as (
    select
        uitsplitsing,
        categorie,
        string_agg(naam, ', ' order by plek) as naam,
        list(volgorde order by plek) as plaatsen,
        string_agg(dimensie_naam, ' en ' order by plek) as dimensie_naam
    from benoemd
    group by uitsplitsing, categorie
),
toe_te_voegen as (
    select
        'categorie' as kolom,
        uitsplitsing,
        categorie as code,
        naam,
        row_number() over (partition by uitsplitsing order by plaatsen, naam, categorie) - 1 as volgorde
    from samen
    union all
    select distinct 'uitsplitsing' as kolom, uitsplitsing, uitsplitsing as code, dimensie_naam as naam, 1000 as volgorde
    from samen
)
from toe_te_voegen
anti join benaming using (kolom, uitsplitsing, code)
order by all;

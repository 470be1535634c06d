-- De cijfers waarin een mededinger (tabel indicatoren) afwijkt van de pijplijn: waar, en beide waarden als tekst.
--
-- De pijplijn geeft ook een rij voor een categorie zonder iemand en voor wie buiten de populatie valt; een mededinger niet.
with pijplijn as (
    select indicator_code, peildatum, organisatie_code, uitsplitsing, categorie, teller, noemer, waarde
    from read_parquet($bestanden)
    where
        variant = 'standaard'
        and structuur = 'toen'
        and list_contains($gevraagd, indicator_code || ' ' || uitsplitsing)
        and reden_leeg is null
),
naast as (
    select
        concat_ws(
            ' ', indicator_code, peildatum::date, organisatie_code, uitsplitsing || '=' || categorie
        ) as waar,
        [m.teller, m.noemer, m.waarde] as van_mededinger,
        [p.teller, p.noemer, p.waarde] as van_pijplijn,
        m.indicator_code is null and p.teller = 0 as is_lege_categorie
    from (select * replace (peildatum::date as peildatum) from indicatoren) as m
    full join pijplijn as p using (indicator_code, peildatum, organisatie_code, uitsplitsing, categorie)
)
select waar, van_mededinger::varchar, van_pijplijn::varchar
from naast
where
    not is_lege_categorie
    and not list_bool_and(
        list_transform(
            list_zip(van_mededinger, van_pijplijn),
            lambda paar:
                paar[1] is not distinct from paar[2]
                or coalesce(abs(paar[1] - paar[2]) <= $relatief * greatest(abs(paar[1]), abs(paar[2])), false)
        )
    )
order by waar;

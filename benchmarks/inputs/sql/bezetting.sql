-- De dienstverbanden op een peildatum: altijd evenveel plaatsen, waarop door de jaren heen andere personen zitten.
--
-- Een plaats wordt om de vijf tot dertien jaar door een ander bezet; een persoon verhuist eens in de vijftig jaar van
-- onderdeel. Een op de 64 plaatsen is het tweede dienstverband van wie op de plaats ervoor zit. Een paar regels op de
-- duizend hebben een fout, van elke soort waarop een regel let.
create or replace temp table bezetting as
with plaats as (
    select nr, nr % 64 = 5 as is_tweede, if(is_tweede, nr - 1, nr) as stoel
    from unnest(range(1, 160001)) as r (nr)
),
bezet as (
    select
        *,
        year(getvariable('peildatum')) * 12 + month(getvariable('peildatum')) as maand,
        60 + floor(100 * loting(stoel, 'duur'))::integer as duur,
        floor(duur * loting(stoel, 'begin'))::integer as verschuiving,
        (maand + verschuiving) // duur as beurt,
        beurt * duur - verschuiving as begin_maand,
        stoel * 1000 + beurt as persoon
    from plaats
),
persoon as (
    select
        *,
        make_date((begin_maand - 1) // 12, (begin_maand - 1) % 12 + 1, 1) as eerste_dag,
        18 + floor(26 * (loting(persoon, 'leeftijd') + loting(persoon, 'leeftijd 2')))::integer as leeftijd_begin,
        maand - begin_maand > floor(600 * loting(persoon, 'verhuizing')) as is_verhuisd,
        loting(if(is_tweede, nr, persoon), if(is_verhuisd, 'onderdeel 2', 'onderdeel')) as lot,
        least(19, 1 + floor(4 + 9 * (loting(persoon, 'schaal') + 0.35 * pow(loting(persoon, 'hoog'), 9)))
            + if(maand - begin_maand > 36, 1, 0))::integer as schaal,
        loting(nr * 1000 + maand, 'fout') as fout
    from bezet
),
geplaatst as (
    select p.*, o.*, ministerie_op(getvariable('peildatum'), o.ministerie, o.ministerie_na) as organisatie_code
    from persoon as p
    asof join onderdeel as o on p.lot >= o.vanaf
),
regel as (
    select
        organisatie_code,
        nr,
        case
            when fout < 0.0001 then upper(left(md5(persoon::varchar), 16))
            else left(md5(persoon::varchar), 16)
        end as pseudo_id,
        if(is_tweede, '2', '1') as dienstverband_nr,
        if(loting(nr, 'code leeg') < 0.003, null, code) as onderdeel_code,
        if(loting(nr, 'naam leeg') < 0.01, null, naam) as onderdeel_naam,
        organisatietype,
        case
            when loting(persoon, 'groep') < 0.955 then 'ambtelijk'
            when loting(persoon, 'groep') < 0.965 then 'trainee'
            when loting(persoon, 'groep') < 0.97 then 'gedetacheerd uit'
            when loting(persoon, 'groep') < 0.975 then 'stagiair'
            else 'extern'
        end as medewerkersgroep,
        case
            when fout between 0.0001 and 0.0002 then 'vast'
            when maand - begin_maand < 18 then 'bepaald'
            else 'onbepaald'
        end as contractsoort,
        strftime(
            case when fout between 0.0002 and 0.0003 then getvariable('peildatum') + 30 else eerste_dag - 400 end,
            '%d-%m-%Y'
        ) as datum_in_dienst_rijk,
        strftime(if(is_verhuisd, eerste_dag, eerste_dag - 400), '%d-%m-%Y') as datum_in_dienst_ministerie,
        if(loting(nr, 'open') < 0.2, '31-12-9999', null) as datum_uit_dienst,
        case
            when loting(persoon, 'uren') < 0.62 then 36
            when loting(persoon, 'uren') < 0.8 then 32
            when loting(persoon, 'uren') < 0.9 then 24
            when loting(persoon, 'uren') < 0.99 then 28
            else 40
        end as uren,
        case when fout between 0.0003 and 0.0004 then '36 uur' else uren || ',00' end as uren_per_week,
        case
            when loting(nr, 'factor') < 0.01 then null
            when loting(nr, 'factor') < 0.011 then '0,5'
            else replace((uren / 36)::decimal(18, 4)::varchar, '.', ',')
        end as deeltijdfactor,
        case
            when loting(persoon, 'familie') < 0.01 then null
            when loting(persoon, 'familie') < 0.3 then 'Bedrijfsvoering'
            when loting(persoon, 'familie') < 0.6 then 'Uitvoering'
            when loting(persoon, 'familie') < 0.75 then 'Toezicht'
            when loting(persoon, 'familie') < 0.9 then 'Beleid'
            else 'Advisering'
        end as functiefamilie,
        if(fout between 0.0004 and 0.0005, '27', schaal::varchar) as functieschaal,
        if(loting(nr, 'salaris') < 0.01, (schaal + 1)::varchar, schaal::varchar) as salarisschaal,
        case
            when schaal >= 17 then 'ABD-topmanager'
            when schaal = 16 and loting(persoon, 'abd') < 0.5 then 'ABD-manager'
        end as abd_groep,
        case
            when fout between 0.0005 and 0.0006 then 'W'
            when loting(persoon, 'geslacht') < 0.44 then 'V'
            when loting(persoon, 'geslacht') < 0.999 then 'M'
            when loting(persoon, 'geslacht') < 0.9995 then 'X'
            else 'O'
        end as geslacht,
        case
            when fout between 0.0006 and 0.0007 then null
            when fout between 0.0007 and 0.0008 then '1890'
            when fout between 0.0008 and 0.001 then '1948'
            else (year(eerste_dag) - leeftijd_begin)::varchar
        end as geboortejaar,
        if(loting(nr, 'plaats') < 0.02, null, standplaats) as standplaats,
        fout
    from geplaatst
)
from regel
union all
from regel where fout between 0.001 and 0.0011
order by nr;

-- Populatie van de personeelsindicatoren op elke peildatum.
--
-- dienstverband: een regel per dienstverband dat meetelt, per structuur en plaats (ministerie of rijk). is_hoofd is
-- het hoofddienstverband van de persoon op die plaats: de meeste uren, dan het laagste dienstverband_nr, dan de
-- laagste TOOI-code. uren_persoon zijn alle uren van de persoon op die plaats samen.
-- persoon: een regel per persoon, met de kenmerken van het hoofddienstverband, zodat categorieën optellen tot hun
-- totaal. In dienst is wie op de peildatum bij het ministerie werkt; datum_uit_dienst is de laatste dag in dienst.
create or replace temp table telt_mee as
select
    p.structuur,
    p.in_code as organisatie_code,
    w.organisatie_code as ministerie_code,
    n.nu_code,
    b.peildatum,
    b.pseudo_id,
    b.dienstverband_nr,
    b.onderdeel_code,
    b.organisatietype,
    b.contractsoort,
    b.uren_per_week,
    coalesce(b.functiefamilie, 'onbekend') as functiefamilie,
    b.functieschaal,
    b.geslacht,
    year(b.peildatum) - b.geboortejaar as leeftijd,
    case
        when year(b.peildatum) - b.geboortejaar < 25 then '<25'
        when year(b.peildatum) - b.geboortejaar < 35 then '25-34'
        when year(b.peildatum) - b.geboortejaar < 45 then '35-44'
        when year(b.peildatum) - b.geboortejaar < 55 then '45-54'
        when year(b.peildatum) - b.geboortejaar < 60 then '55-59'
        else '60+'
    end as leeftijdsklasse,
    case
        when b.functieschaal <= 4 then '1-4'
        when b.functieschaal <= 9 then '5-9'
        when b.functieschaal <= 13 then '10-13'
        else '14-19'
    end as schaalgroep,
    b.functieschaal >= getvariable('subtop_top_vanaf_schaal') or b.abd_groep is not null as is_subtop_top,
    b.functieschaal >= getvariable('top_vanaf_schaal')
    or coalesce(list_contains(getvariable('top_abd_groepen'), b.abd_groep), false) as is_top
from bezetting_geldig as b
join in_werking as w using (aanlevering_id)
join organisatie_nu as n using (organisatie_code)
join plaats as p using (organisatie_code)
where
    list_contains(getvariable('populatie_medewerkersgroepen'), b.medewerkersgroep)
    and not list_contains(getvariable('buiten_populatie'), w.organisatie_code)
    and b.datum_in_dienst_ministerie <= b.peildatum
    and (b.datum_uit_dienst is null or b.datum_uit_dienst >= b.peildatum);

create or replace temp table dienstverband as
with meervoudig as (
    select peildatum, pseudo_id
    from telt_mee
    where structuur = 'toen' and organisatie_code = 'rijk'
    group by all
    having count(*) > 1
)
select *, true as is_hoofd, uren_per_week as uren_persoon
from telt_mee
anti join meervoudig using (peildatum, pseudo_id)
union all
select
    *,
    row_number() over (
        partition by structuur, organisatie_code, peildatum, pseudo_id
        order by uren_per_week desc, dienstverband_nr, ministerie_code
    ) = 1,
    sum(uren_per_week) over (partition by structuur, organisatie_code, peildatum, pseudo_id)
from telt_mee
semi join meervoudig using (peildatum, pseudo_id);

drop table telt_mee;

create or replace temp view persoon as
select * from dienstverband
where is_hoofd;

-- De banenafspraak per kwartaal: verloonde uren en doel in banen van 25,5 uur, die elk jaar groeien.
--
-- Een paar ministeries hebben een regel te veel, van een kwartaal of soort die niet bestaat, of een herhaling.
create or replace temp table banenafspraak as
with regel as (
    select
        organisatie_code,
        nummer * 100 + k * 10 + soort_nr as nr,
        year(getvariable('peildatum')) || '-K' || k as kwartaal,
        soort,
        4000 * aandeel * deel * pow(1.06, year(getvariable('peildatum')) - 2016 + k / 4) as doel,
        komma((doel * (0.7 + 0.3 * loting(nummer, 'banen')) * 331.5)::decimal(18, 2)) as verloonde_uren,
        komma(doel::decimal(18, 1)) as doel_banen
    from ministeries(),
        unnest(range(1, 5)) as k (k),
        (values (1, 'eigen dienst', 0.8), (2, 'inkoop en detachering', 0.2)) as s (soort_nr, soort, deel)
)
from regel
union all by name
select
    * exclude (fout) replace (
        case fout when 1 then '2010-K2' when 2 then null when 3 then left(kwartaal, 4) || 'K2' else kwartaal end
            as kwartaal,
        case fout when 4 then 'quotum' when 5 then null when 6 then 'eigen personeel' else soort end as soort,
        if(fout = 4, 'p.m.', verloonde_uren) as verloonde_uren,
        if(fout = 6, '12.55', doel_banen) as doel_banen
    )
from (
    select *, floor(30 * loting(nr * 100 + year(getvariable('peildatum')) % 100, 'fout'))::integer as fout
    from regel
    where nr % 100 = 21
)
where fout < 7
order by all;

-- Verbruik, vervoer, afval, wagenpark en kantoren: een hoeveelheid per medewerker, die per ministerie verschilt.
--
-- Kantoren staan er in m2 en in stuks. De foute regels zijn van een combinatie die verder niet voorkomt.
create or replace temp table duurzaamheid as
with soort as (
    select row_number() over () as soort_nr, *
    from (
        values
        ('elektriciteit', 'kantoor', 'kWh', 1100, 0.328), ('elektriciteit', 'datacenter', 'kWh', 700, 0.328),
        ('elektriciteit', 'overig', 'kWh', 900, 0.328), ('aardgas', 'kantoor', 'm3', 130, 1.785),
        ('aardgas', 'overig', 'm3', 50, 1.785), ('warmte', 'stadswarmte', 'GJ', 2.4, 26.4),
        ('vliegreizen', 'europees', 'km', 900, 0.172), ('vliegreizen', 'intercontinentaal', 'km', 2800, 0.157),
        ('woonwerk_auto', 'benzine', 'km', 950, 0.193), ('woonwerk_auto', 'diesel', 'km', 450, 0.177),
        ('woonwerk_auto', 'elektrisch', 'km', 500, 0.067), ('dienstreis_auto', 'benzine', 'km', 300, 0.193),
        ('dienstreis_auto', 'elektrisch', 'km', 160, 0.067), ('dienstauto', 'benzine', 'km', 400, 0.193),
        ('dienstauto', 'elektrisch', 'km', 200, 0.067), ('openbaar_vervoer', 'trein', 'km', 1700, 0.003),
        ('openbaar_vervoer', 'overig', 'km', 130, 0.09), ('afval', 'restafval', 'kg', 42, null),
        ('afval', 'papier', 'kg', 28, null), ('afval', 'overig', 'kg', 45, null),
        ('wagenpark', 'zero-emissie', 'stuks', 0.02, null), ('wagenpark', 'overig', 'stuks', 0.06, null),
        ('kantoren', 'A', 'm2', 10, null), ('kantoren', 'B', 'm2', 3.5, null), ('kantoren', 'C', 'm2', 3.5, null),
        ('kantoren', 'D', 'm2', 0.9, null), ('kantoren', 'E', 'm2', 0.5, null), ('kantoren', 'G', 'm2', 0.3, null),
        ('kantoren', 'onbekend', 'm2', 0.2, null), ('kantoren', 'A', 'stuks', 0.001, null),
        ('kantoren', 'C', 'stuks', 0.001, null), ('kantoren', 'E', 'stuks', 0.0003, null),
        ('datacenter', 'it_verbruik', 'kWh', 450, null), ('datacenter', 'totaal', 'kWh', 700, null)
    ) as t (thema, kenmerk, eenheid, per_persoon, factor)
),
regel as (
    select
        organisatie_code,
        nummer * 100 + soort_nr as nr,
        thema,
        kenmerk,
        nummer * 10000 + year(getvariable('peildatum')) as lot,
        160000 * aandeel * (0.8 + 0.4 * loting(nummer, thema)) * (0.98 + 0.04 * loting(lot, kenmerk)) as personen,
        ceil(personen * per_persoon)::decimal(18, 3) as aantal,
        komma(aantal) as hoeveelheid,
        eenheid,
        komma(factor::decimal(18, 4)) as emissiefactor_kg,
        if(thema = 'elektriciteit', komma((60 + 30 * loting(nummer, 'groen'))::decimal(18, 1)), null) as groen_nl_pct,
        case
            when thema in ('aardgas', 'woonwerk_auto', 'afval')
                then komma((5 + 20 * loting(nummer, 'geschat'))::decimal(18, 1))
        end as geschat_pct
    from ministeries(), soort
)
from regel
union all by name
select
    * exclude (fout) replace (
        if(fout = 1, 'elektra', thema) as thema,
        if(fout = 2, 'datacenter', if(fout = 7, null, kenmerk)) as kenmerk,
        if(fout = 3, 'n.b.', if(fout = 4, '1234.567', hoeveelheid)) as hoeveelheid,
        if(fout = 0, eenheid, if(fout = 5, 'kg', 'kWh')) as eenheid,
        if(fout = 6, null, emissiefactor_kg) as emissiefactor_kg,
        if(fout = 3, '104,0', geschat_pct) as geschat_pct
    )
from (
    select *, floor(20 * loting(nr * 100 + year(getvariable('peildatum')) % 100, 'fout'))::integer as fout
    from regel
    where thema = 'warmte'
)
where fout < 8
order by all;

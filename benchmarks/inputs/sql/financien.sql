-- Apparaatsuitgaven per onderdeel, dat een eigen artikel heeft, en kostensoort; elk jaar vier procent meer.
--
-- Wat aan een andere dienst van het Rijk is betaald (materieel_sso) staat er nog eens als consolidatie. Van elke soort
-- fout zijn er een op de vijfhonderd regels.
create or replace temp table financien as
with artikel as (
    select
        *,
        ministerie_op(getvariable('peildatum'), ministerie, ministerie_na) as organisatie_code,
        organisatietype in ('kerndepartement', 'toezichthouder') as is_kern,
        row_number() over (partition by organisatie_code order by code, naam) as artikel_nr,
        row_number() over (order by code, naam) as onderdeel_nr
    from onderdeel
),
uitgave as (
    select
        *,
        onderdeel_nr * 20 + soort_nr as nr,
        floor(500 * loting(nr * 100 + year(getvariable('peildatum')) % 100, 'fout'))::integer as fout,
        160000 * aandeel * 95000 * deel * (0.8 + 0.4 * loting(nr, 'patroon'))
        * pow(1.04, year(getvariable('peildatum')) - 2016)
        * if(kostensoort like 'inhuur%', 0.4 + loting(right(organisatie_code, 4)::bigint, 'inhuur'), 1)
        * if(kostensoort = 'materieel_overig' and loting(nr, 'correctie') < 0.05, -0.03, 1) as euro
    from artikel,
        (
            values
            (1, 'ambtelijk_personeel', 1.0), (2, 'inhuur_interimmanagement', 0.01),
            (3, 'inhuur_organisatieadvies', 0.006), (4, 'inhuur_beleidsadvies', 0.006),
            (5, 'inhuur_communicatie', 0.004), (6, 'inhuur_juridisch', 0.003), (7, 'inhuur_ict', 0.07),
            (8, 'inhuur_financieel', 0.01), (9, 'inhuur_uitzend', 0.04), (10, 'overig_personeel', 0.06),
            (11, 'materieel_ict', 0.15), (12, 'materieel_sso', 0.11), (13, 'materieel_overig', 0.22),
            (14, 'materieel_sso', 0.03)
        ) as k (soort_nr, kostensoort, deel)
),
regel as (
    select
        organisatie_code,
        nr,
        if(fout = 1, null, coalesce(map {
            'mnre1010': 'III', 'mnre1013': 'V', 'mnre1058': 'VI', 'mnre1034': 'VII', 'mnre1109': 'VIII',
            'mnre1090': 'IX', 'mnre1018': 'X', 'mnre1130': 'XII', 'mnre1045': 'XIII', 'mnre1153': 'XIV',
            'mnre1073': 'XV', 'mnre1025': 'XVI', 'mnre1162': 'XX', 'mnre1171': 'XXII'
        } [organisatie_code], 'XXIII')) as begrotingshoofdstuk,
        lpad(artikel_nr::varchar, 2, '0') as artikel,
        if(is_kern, 'kerndepartement', if(fout = 2, 'baten-lastendienst', 'agentschap')) as onderdeel,
        if(fout = 3, 'inhuur', kostensoort) as kostensoort,
        if(is_kern = (fout <> 4), 'kas', 'lasten') as stelsel,
        if(organisatie_code in ('mnre1010', 'mnre1090'), 'euro', 'duizend euro') as eenheid,
        case
            when fout = 5 then 'p.m.'
            when eenheid = 'euro' then komma(euro::decimal(18, 2))
            else komma((euro / 1000)::decimal(18, 2))
        end as bedrag,
        if(fout = 6, 'onbekend', janee(soort_nr = 14)) as consolidatie,
        fout
    from uitgave
)
from regel
union all by name
select * replace ('1,00' as bedrag) from regel where fout = 7
union all by name
from regel where fout = 8
order by all;

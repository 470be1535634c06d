-- Huisvesting, inkoop, betaalgedrag, opleiding en instellingen van drie jaren per ministerie.
--
-- De vierkante meters zijn die van de kantoren in `duurzaamheid`, de topformatie volgt de bezetting en de instellingen
-- staan in `reference`.
create or replace temp table organisatie as
with instelling as (
    from read_csv(
        getvariable('instellingen'),
        delim = ';',
        header = true,
        comment = '#',
        auto_detect = false,
        auto_detect = false,
        columns = {
            'ministerie': 'varchar',
            'zbo': 'integer',
            'agentschap': 'integer',
            'adviescollege': 'integer',
            'zbo_na': 'integer',
            'agentschap_na': 'integer',
            'adviescollege_na': 'integer',
            'inkoop_mln': 'integer'
        }
    )
),
kantoor as (
    select bestand, sum(hoeveelheid) as m2
    from duurzaamheid
    where thema = 'kantoren' and eenheid = 'm2'
    group by bestand
),
basis as (
    select
        m.*,
        i.*,
        k.m2,
        m.nummer * 10000 + m.jaar as nr,
        i.inkoop_mln * 1000000.0 * (1 + 0.07 * (m.jaar - 2023)) as inkoop,
        round(m.medewerkers * 9.5 * (0.8 + 0.4 * loting(m.nummer, 'facturen'))) as facturen
    from ministerie_jaar as m
    join instelling as i using (ministerie)
    join kantoor as k using (bestand)
),
kenmerken as (
    select
        bestand,
        unnest([
            {'nr': 1, 'kenmerk': 'kantoor_m2', 'waarde': m2::double},
            {'nr': 2, 'kenmerk': 'zbo_aantal', 'waarde': if(jaar >= 2024, zbo_na, zbo)},
            {'nr': 3, 'kenmerk': 'agentschap_aantal', 'waarde': if(jaar >= 2024, agentschap_na, agentschap)},
            {'nr': 4, 'kenmerk': 'adviescollege_aantal', 'waarde': if(jaar >= 2024, adviescollege_na, adviescollege)},
            {'nr': 5, 'kenmerk': 'inkoop_euro', 'waarde': inkoop},
            {'nr': 6, 'kenmerk': 'inkoop_mkb_euro', 'waarde': inkoop * (0.24 + 0.16 * loting(nr, 'mkb'))},
            {'nr': 7, 'kenmerk': 'facturen_aantal', 'waarde': facturen},
            {
                'nr': 8,
                'kenmerk': 'facturen_binnen_30_dagen',
                'waarde': round(facturen * (0.93 + 0.05 * loting(nr, 'op tijd betaald')))
            },
            {'nr': 9, 'kenmerk': 'opleiding_euro', 'waarde': medewerkers * (850 + 300 * loting(nr, 'opleiding'))},
            {'nr': 10, 'kenmerk': 'topformatie_aantal', 'waarde': greatest(1, round(topfuncties * 1.03))}
        ]) as k
    from basis
)
select bestand, k.nr::double as volgnr, k.kenmerk as kenmerk, k.waarde::decimal(18, 2) as waarde
from kenmerken;

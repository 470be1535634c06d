-- Huisvesting, inkoop, betaalgedrag, opleiding en instellingen per ministerie: alle tien kenmerken.
--
-- Een paar ministeries hebben een regel te veel, met een kenmerk dat niet bestaat of een herhaling.
create or replace temp table organisatie as
with basis as (
    select
        *,
        nummer * 10000 + year(getvariable('peildatum')) as lot,
        160000 * aandeel as medewerkers,
        medewerkers * 90000 * (0.8 + 0.4 * loting(nummer, 'inkoop'))
        * pow(1.03, year(getvariable('peildatum')) - 2016) as inkoop,
        round(medewerkers * (8 + 4 * loting(nummer, 'facturen'))) as facturen,
        round(facturen * (0.93 + 0.05 * loting(lot, 'op tijd'))) as op_tijd
    from ministeries()
),
regel as (
    select
        organisatie_code,
        nummer * 20 + k.nr as nr,
        k.kenmerk as kenmerk,
        komma(k.waarde::decimal(18, 2)) as waarde
    from basis,
        unnest([
            {'nr': 1, 'kenmerk': 'kantoor_m2', 'waarde': medewerkers * (19 + 2 * loting(nummer, 'kantoor'))},
            {'nr': 2, 'kenmerk': 'zbo_aantal', 'waarde': floor(2 + 18 * loting(nummer, 'zbo'))},
            {'nr': 3, 'kenmerk': 'agentschap_aantal', 'waarde': floor(1 + 6 * loting(nummer, 'agentschap'))},
            {'nr': 4, 'kenmerk': 'adviescollege_aantal', 'waarde': floor(1 + 4 * loting(nummer, 'college'))},
            {'nr': 5, 'kenmerk': 'inkoop_euro', 'waarde': inkoop},
            {'nr': 6, 'kenmerk': 'inkoop_mkb_euro', 'waarde': inkoop * (0.24 + 0.16 * loting(lot, 'mkb'))},
            {'nr': 7, 'kenmerk': 'facturen_aantal', 'waarde': facturen},
            {'nr': 8, 'kenmerk': 'facturen_binnen_30_dagen', 'waarde': op_tijd},
            {'nr': 9, 'kenmerk': 'opleiding_euro', 'waarde': medewerkers * (850 + 300 * loting(lot, 'opleiding'))},
            {'nr': 10, 'kenmerk': 'topformatie_aantal', 'waarde': ceil(medewerkers / 200)}
        ]) as u (k)
)
from regel
union all by name
select
    * exclude (fout) replace (
        case fout when 0 then kenmerk when 1 then 'parkeerplaatsen' when 2 then 'flexplekken' when 3 then 'zbo' end
            as kenmerk,
        case fout when 2 then 'onbekend' when 3 then '-4,00' when 4 then null else waarde end as waarde
    )
from (
    select *, floor(20 * loting(nr * 100 + year(getvariable('peildatum')) % 100, 'fout'))::integer as fout
    from regel
    where kenmerk = 'zbo_aantal'
)
where fout < 5
order by all;

-- Elk ministerie op elk jaareinde, met zijn omvang: waar de andere onderwerpen hun verdeling van nemen.
--
-- nummer is het getal in de TOOI-code, voor de loting.
-- doelen: de jaarcijfers uit `reference`, zonder Defensie (cao_rijk) en van Defensie.
-- stuk: wat iemand van een geheel totaal krijgt, naar zijn gewicht; `loopt` is het gewicht tot en met hem. De stukken
-- tellen precies op tot het totaal.
-- heel_gewicht: gewichten als gehele getallen, want de som van gebroken getallen hangt van hun volgorde af.
create or replace temp macro stuk(totaal, gewicht, loopt, alle) as
round(totaal * loopt::double / alle)::bigint - round(totaal * (loopt - gewicht)::double / alle)::bigint;

create or replace temp macro heel_gewicht(gewicht) as round(gewicht * 1000)::bigint;

create or replace temp table ministerie_jaar as
with omvang as (
    select
        ministerie,
        peildatum,
        sum(uren_per_week)::double / 36 as fte,
        count(distinct persoon_nr) as medewerkers,
        count(distinct persoon_nr) filter (functieschaal >= 15) as topfuncties
    from tellend
    group by ministerie, peildatum
)
select
    *,
    ministerie || strftime(peildatum, '_%Y%m%d') || '_v1' as bestand,
    year(peildatum)::integer as jaar,
    right(ministerie, 4)::bigint as nummer,
    ministerie = 'mnre1018' as is_defensie
from omvang;

create or replace temp table doelen as
unpivot (
    from read_csv(
        getvariable('jaarcijfers'),
        delim = ';',
        header = true,
        comment = '#',
        auto_detect = false,
        auto_detect = false,
        columns = {'cijfer': 'varchar', 'jaar': 'integer', 'cao_rijk': 'bigint', 'defensie': 'bigint'}
    )
) on cao_rijk, defensie into name populatie value aantal;

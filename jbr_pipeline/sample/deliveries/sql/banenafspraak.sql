-- De banenafspraak per kwartaal: verloonde uren en doel, verdeeld over de ministeries en de twee soorten.
--
-- De banen en het doel van het Rijk staan per kwartaal in `reference`; de uren tellen tot op de honderdste daarop op.
create or replace temp table banenafspraak as
with kwartaal as (
    from read_csv(
        getvariable('banenafspraak'),
        delim = ';',
        header = true,
        comment = '#',
        auto_detect = false,
        auto_detect = false,
        columns = {
            'kwartaal': 'varchar',
            'cao_rijk_banen': 'integer',
            'cao_rijk_doel': 'integer',
            'defensie_banen': 'integer',
            'defensie_doel': 'integer'
        }
    )
),
verdeling as (
    select
        m.*,
        s.soort_nr,
        s.soort,
        -- SZW loopt voor, en wat een ministerie inkoopt verschilt.
        heel_gewicht(
            m.medewerkers * s.aandeel
            * case when m.ministerie = 'mnre1073' then 1.3 else 0.8 + 0.4 * loting(m.nummer + s.soort_nr, 'banen') end
        ) as gewicht,
        heel_gewicht(m.medewerkers * s.aandeel) as gewicht_doel
    from
        ministerie_jaar as m,
        (values (1, 'eigen dienst', 0.8), (2, 'inkoop en detachering', 0.2)) as s (soort_nr, soort, aandeel)
),
deel as (
    select
        *,
        sum(gewicht) over loopt as loopt,
        sum(gewicht) over pool as alle,
        sum(gewicht_doel) over loopt as loopt_doel,
        sum(gewicht_doel) over pool as alle_doel
    from verdeling
    window
        pool as (partition by jaar, is_defensie),
        loopt as (partition by jaar, is_defensie order by ministerie, soort_nr)
)
select
    d.bestand,
    row_number() over (partition by d.bestand order by k.kwartaal, d.soort_nr)::double as volgnr,
    k.kwartaal,
    d.soort,
    (
        stuk(if(d.is_defensie, k.defensie_banen, k.cao_rijk_banen) * 25.5 * 13 * 100, d.gewicht, d.loopt, d.alle) / 100
    )::decimal(18, 2) as verloonde_uren,
    (
        stuk(if(d.is_defensie, k.defensie_doel, k.cao_rijk_doel) * 10, d.gewicht_doel, d.loopt_doel, d.alle_doel) / 10
    )::decimal(18, 1) as doel_banen
from deel as d
join kwartaal as k on left(k.kwartaal, 4)::integer = d.jaar;

-- De kerncijfers zoals de brief aan de Kamer ze noemt, naast wat is berekend, op de gedrukte nauwkeurigheid.
create view kerncijfer as
with brief(
    volgorde, indicator_code, jaar, variant, uitsplitsing, categorie, tekst, maat, gepubliceerd, decimalen, richting
) as (
    values $rijen
),
gemeten as (
    select
        b.*,
        if(b.maat = 'mutatie_pct', '%', i.eenheid) as eenheid,
        m.waarde,
        m.vorige_waarde as vorige,
        case when i.eenheid = '%' then m.mutatie_abs else m.mutatie_pct end as mutatie,
        round(case b.maat when 'mutatie_pct' then m.mutatie_pct else m.waarde end, b.decimalen) as afgerond
    from brief as b
    join indicator as i using (indicator_code)
    left join indicator_mutatie as m
        on
            m.indicator_code = b.indicator_code
            and m.jaar = b.jaar
            and m.peildatum = make_date(b.jaar, 12, 31)
            and m.variant = b.variant
            and m.organisatie_code = 'rijk'
            and m.uitsplitsing = b.uitsplitsing
            and m.categorie = b.categorie
            and m.structuur = 'toen'
            and m.editie = 'lopend'
)
select
    volgorde,
    indicator_code,
    jaar,
    tekst,
    eenheid,
    decimalen,
    waarde,
    vorige,
    mutatie,
    afgerond,
    gepubliceerd,
    round(afgerond - gepubliceerd, decimalen) as verschil,
    case richting
        when 'hoger' then waarde > vorige
        when 'gelijk' then round(waarde, decimalen) = round(vorige, decimalen)
        when 'flink_hoger' then mutatie >= 20
        when 'aanwezig' then waarde > 0
    end as richting_klopt
from gemeten
order by volgorde;

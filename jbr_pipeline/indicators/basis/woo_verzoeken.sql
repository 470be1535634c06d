-- Woo-verzoeken van het jaar met hun termijnen, per structuur en plaats.
--
-- De termijn is vier weken, te rekenen vanaf de dag na ontvangst, verlengd met de dagen van opschorting. Verdaging
-- telt als het bericht er was op of voor het einde van die eerste termijn en verlengt met twee weken (vier weken voor
-- verzoeken van voor 1 mei 2022). Een laatste dag in het weekend of op een feestdag schuift op (Woo, artikel 4.4;
-- Algemene termijnenwet, artikelen 1 en 3). laatste_dag is de latere van de wettelijke en de afgesproken dag.
create or replace temp table woo_verzoek as
with eerste_termijn as (
    select
        v.*,
        w.organisatie_code,
        -- Een opschorting van meer dan een eeuw is een tikfout, en mag geen datum buiten de jaartelling geven.
        v.ontvangstdatum + 28 + least(coalesce(v.opschorting_dagen, 0), 36525)::integer as ongeschoven
    from woo_verzoeken_geldig as v
    join in_werking as w using (aanlevering_id)
),
verdaagd as (
    select
        e.*,
        e.ongeschoven + case
            when e.verdagingsdatum is null or e.verdagingsdatum > coalesce(k.eindigt_op, e.ongeschoven) then 0
            when e.ontvangstdatum < date '2022-05-01' then 28
            else 14
        end as ongeschoven_einde
    from eerste_termijn as e
    left join kalender as k on k.dag = e.ongeschoven
)
select
    p.structuur,
    p.in_code as organisatie_code,
    v.peildatum,
    v.kerndepartement,
    v.ontvangstdatum,
    v.besluitdatum,
    v.besluitdatum is not null and year(v.besluitdatum) = year(v.peildatum) as is_besloten_in_jaar,
    v.uitkomst,
    list_contains(getvariable('woo_uitkomsten_zonder_besluit'), v.uitkomst) as is_zonder_besluit,
    v.ingebrekestelling_datum,
    v.dwangsom_verbeurd_euro,
    v.dwangsom_betaald_euro,
    v.bezwaar,
    v.beroep,
    v.besluitdatum - v.ontvangstdatum as doorlooptijd_dagen,
    coalesce(k.eindigt_op, v.ongeschoven_einde) as wettelijke_laatste_dag,
    greatest(wettelijke_laatste_dag, v.afgesproken_datum) as laatste_dag
from verdaagd as v
left join kalender as k on k.dag = v.ongeschoven_einde
join plaats as p using (organisatie_code);

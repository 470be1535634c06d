-- Regels die in quarantaine horen, als tekst: kopieën van regels van de bezetting met elk één fout.
--
-- Elke kopie heeft een eigen pseudoniem dat nergens anders voorkomt, zodat geen cijfer ervan afhangt; alleen de exacte
-- herhaling is gelijk aan de regel waar zij op volgt. Een cel met @@weg@@ verdwijnt bij het schrijven met het
-- scheidingsteken en al, zodat de regel een veld te kort komt; @@open@@ wordt een aanhalingsteken dat nooit sluit.
insert into bezetting_tekst by name
with gekozen as (
    select *, row_number() over (order by bestand, volgnr) % 15 as fout
    from bezetting_tekst
    where hash(getvariable('zaad'), pseudo_id, bestand) % 1000 = 0
),
uniek as (
    select
        * replace (
            case when fout = 0 then pseudo_id else md5(getvariable('zaad') || '-fout-' || bestand || '-' || volgnr) end
                as pseudo_id,
            volgnr + 0.5 as volgnr
        )
    from gekozen
)
select
    * exclude (fout) replace (
        case fout when 1 then '22' when 2 then 'n.v.t.' else functieschaal end as functieschaal,
        case fout when 3 then '2019-03-01' when 4 then '31-02-2021' else datum_in_dienst_rijk end
            as datum_in_dienst_rijk,
        case fout when 5 then '0,00' when 6 then '45,00' when 7 then '32.50' else uren_per_week end as uren_per_week,
        case fout when 8 then 'inhuur' else medewerkersgroep end as medewerkersgroep,
        case fout when 9 then 'Agentschap' else organisatietype end as organisatietype,
        case fout when 10 then '1890' else geboortejaar end as geboortejaar,
        case fout when 11 then '01-01-1950' else datum_uit_dienst end as datum_uit_dienst,
        case fout when 12 then '@@weg@@' when 14 then '@@open@@' || contractsoort else contractsoort end
            as contractsoort
    )
from uniek
union all
-- Twee regels met dezelfde sleutel en andere inhoud: geen van beide is te vertrouwen.
select
    * exclude (fout) replace (
        volgnr + 0.1 as volgnr,
        case uren_per_week when '36,00' then '32,00' else '36,00' end as uren_per_week
    )
from uniek
where fout = 13;

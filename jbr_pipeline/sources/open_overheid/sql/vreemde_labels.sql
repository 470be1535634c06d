-- Labels that say something else than before or nothing that is known, with the number of documents: categories that TOOI
-- has neither by URI nor by label, ministries that the list of organisations does not have on that day, and
-- documentsoorten that the platform calls otherwise than when they were first seen.
with categorie as (
    select document_id, unnest(inhoud.vreemde_categorieen) as label
    from laatste
)
select 'informatiecategorie onbekend' as wat, label, count(distinct document_id) as documenten
from categorie
group by all
union all
select 'ministerie onbekend', organisatie_label, count(*)
from publicaties
where organisatie_code is null and starts_with(lower(organisatie_label), 'ministerie van ')
group by all
union all
select 'documentsoort heet nu anders', s.label, count(*)
from laatste as l
inner join soortnamen as s on l.inhoud.documentsoort_uri = s.uri and l.inhoud.documentsoort = s.label
where s.label <> s.naam
group by all
order by all

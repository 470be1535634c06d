-- Het aantal rijen van een aanlevering zegt hoogstens hoeveel personen eruit zijn geteld. Waar dat een klein aantal zou
-- verraden blijft het weg, bij elke versie van die aanlevering en in de toelichting van de controles. Van opgeschoonde
-- aanleveringen is het niet meer na te gaan, dus daar blijft het altijd weg.
create or replace temp table rijen_weg as
select c.kenmerk as soort, c.dag as peildatum, c.organisatie_code
from gekozen_cel as k
join cel as c using (cel)
where c.populatie = 'rijen'
union
select a.soort, a.peildatum, a.organisatie_code
from aanlevering as a
semi join rijen_verband as v on v.soort = a.soort
where a.opgeschoond_op is not null;

update aanlevering
set rijen_gelezen = null, rijen_geldig = null, rijen_quarantaine = null, rijen_overgeslagen = null
where (soort, peildatum, organisatie_code) in (select (soort, peildatum, organisatie_code) from rijen_weg);

update kwaliteit
set geteld = null, toelichting = regexp_replace(toelichting, '[0-9][0-9.,]*', '…', 'g')
where
    aanlevering_id in (
        select aanlevering_id
        from aanlevering
        where (soort, peildatum, organisatie_code) in (select (soort, peildatum, organisatie_code) from rijen_weg)
    );

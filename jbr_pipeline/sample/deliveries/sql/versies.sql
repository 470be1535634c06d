-- Tweede versies. SZW stuurt voor eind 2024 per ongeluk een deel van de bezetting na (die wordt afgekeurd), en OCW
-- verbetert de bedragen van 2024: versie 1 had andere, versie 2 telt.
insert into bezetting_tekst by name
select * replace ('mnre1073_20241231_v2' as bestand)
from bezetting_tekst
where bestand = 'mnre1073_20241231_v1' and floor(volgnr)::bigint % 10 < 3;

insert into financien_tekst by name
select * replace ('mnre1109_20241231_v2' as bestand)
from financien_tekst
where bestand = 'mnre1109_20241231_v1';

update financien_tekst
set bedrag = replace((try_cast(replace(bedrag, ',', '.') as decimal(18, 2)) * 1.03)::decimal(18, 2)::varchar, '.', ',')
where bestand = 'mnre1109_20241231_v1' and kostensoort in ('ambtelijk_personeel', 'inhuur_ict', 'materieel_ict')
    and try_cast(replace(bedrag, ',', '.') as decimal(18, 2)) is not null;

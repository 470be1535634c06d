-- Wat er van open.overheid.nl is waargenomen: alle documenten, ook die van buiten het Rijk. Een datum na de dag van
-- publicatie kan niet kloppen; zo'n document telt hier wel mee.
select
    count(*) as documenten,
    count(*) filter (where organisatie_code in (select organisatie_code from organisatie where afkorting is not null))
        as van_ministeries,
    count(*) filter (where informatiecategorie_code is null) as zonder_categorie,
    count(*) filter (where documentsoort is null) as zonder_soort,
    count(ingetrokken_op) as ingetrokken,
    count(dubbel_van) as dubbel,
    count(*) filter (where openbaarmakingsdatum > $stand) as in_de_toekomst,
    min(openbaarmakingsdatum) as vanaf,
    max(openbaarmakingsdatum) filter (where openbaarmakingsdatum <= $stand) as tot_en_met
from publicatie;

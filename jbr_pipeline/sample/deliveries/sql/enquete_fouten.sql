-- Regels die in quarantaine horen, als tekst: van groepen die verder niet voorkomen, dus buiten elk cijfer.
insert into enquete_tekst by name
select e.* replace (
    volgnr + fout.plek as volgnr,
    fout.vraag as vraag,
    fout.groep as groep,
    fout.respondenten as respondenten,
    fout.gewogen_pct as gewogen_pct
)
from enquete_tekst as e,
    (
        values
        (0.1, 'racisme_ervaren', 'leeftijd 35-44', '1100', '104,0'),
        (0.2, 'racisme', 'allen', '4481', '10,0'),
        (0.3, 'racisme_ervaren', 'leeftijd 45-54', 'n.v.t.', '9,0'),
        (0.4, 'racisme_ervaren', null, '52', '8,0'),
        -- Twee regels met dezelfde sleutel.
        (0.5, 'racisme_ervaren', 'leeftijd 55-59', '610', '8,0'),
        (0.6, 'racisme_ervaren', 'leeftijd 55-59', '601', '9,0')
    ) as fout (plek, vraag, groep, respondenten, gewogen_pct)
where e.bestand = 'mnre1034_20241231_v1' and e.volgnr = 1
union all
-- Een exacte herhaling.
select * replace (volgnr + 0.7 as volgnr)
from enquete_tekst
where bestand = 'mnre1034_20241231_v1' and volgnr = 2;

-- Wat er van een dienstverband wordt bewaard: kleine getallen, en een hash van wat alleen hoeft te verschillen. Dat twee
-- van een half miljoen personen in 64 bits dezelfde hash hebben komt in honderd miljoen keer een enkele keer voor.

if(pseudo_id is null, null, hash(pseudo_id)) as pid,
dienstverband_nr::integer as dienstverband_nr,
hash(onderdeel_code) as onderdeel,
onderdeel_code = 'onbekend' as is_onderdeel_onbekend,
try_cast(organisatietype as organisatietypen) as organisatietype,
try_cast(contractsoort as contractsoorten) as contractsoort,
try_cast(geslacht as geslachten) as geslacht,
(100 * uren_per_week)::integer as uren,
functieschaal::smallint as functieschaal,
(year(peildatum) - geboortejaar)::smallint as leeftijd,
leeftijdsklasse(year(peildatum) - geboortejaar) as leeftijdsklasse,
schaalgroep(functieschaal) as schaalgroep,
functieschaal >= getvariable('subtop_top_vanaf_schaal') or abd_groep is not null as is_subtop_top,
functieschaal >= getvariable('top_vanaf_schaal')
    or coalesce(list_contains(getvariable('top_abd_groepen'), abd_groep::varchar), false) as is_top,
functiefamilie as functiefamilie,
list_contains(getvariable('populatie_medewerkersgroepen'), medewerkersgroep::varchar)
    and datum_in_dienst_ministerie <= peildatum
    and (datum_uit_dienst is null or datum_uit_dienst >= peildatum) as is_in_dienst,
hash(
    pseudo_id, onderdeel_naam, medewerkersgroep::varchar, abd_groep::varchar, datum_in_dienst_rijk,
    datum_in_dienst_ministerie, datum_uit_dienst, deeltijdfactor, salarisschaal, geboortejaar, standplaats
) as overig

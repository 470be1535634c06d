-- Welke waarden te klein zijn om te publiceren: er staan een tot vier personen achter, of het cijfer rust daarop.
--
-- Het geldt voor de personen achter de teller, achter de noemer, en voor wie in de noemer zit en niet in de teller.
-- Een lege cel is nul en mag genoemd worden. Een cel met een waarde waarvan niet bekend is hoeveel personen erachter
-- staan wordt niet gepubliceerd.
create or replace temp view beoordeeld as
select
    *,
    kleine_cellen and (waarde is not null or teller is not null or noemer is not null) and coalesce(
        personen between 1 and getvariable('kleinste_aantal') - 1
        or personen_noemer between 1 and getvariable('kleinste_aantal') - 1
        or personen_rest between 1 and getvariable('kleinste_aantal') - 1
        or (teller <> 0 and coalesce(greatest(personen, personen_noemer), 0) = 0),
        false
    ) as is_te_klein
from waarde_ruw;

-- De waarden die om een andere reden worden weggelaten; nog geen.
create or replace temp table verborgen_rij as
select
    indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur, null::varchar as reden
from waarde_ruw
where false;

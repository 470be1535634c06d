-- Welke cellen te klein zijn om te publiceren: een tot vier personen, of een cijfer dat daarop rust.
--
-- Het geldt voor de personen achter de teller, achter de noemer, en voor wie in de noemer zit en niet in de teller.
-- Een lege cel is nul en mag genoemd worden. Een cel met een waarde waarvan niet bekend is hoeveel personen erachter
-- staan wordt niet gepubliceerd.
with beoordeeld as (
    select
        *,
        kleine_cellen and coalesce(
            personen between 1 and $kleinste - 1
            or personen_noemer between 1 and $kleinste - 1
            or personen_rest between 1 and $kleinste - 1
            or (teller <> 0 and coalesce(greatest(personen, personen_noemer), 0) = 0),
            false
        ) as is_te_klein
    from waarde_ruw
)
select
    * exclude (personen, personen_noemer, personen_rest, kleine_cellen, is_te_klein)
    replace (
        if(is_te_klein, null, waarde) as waarde,
        if(is_te_klein, null, teller) as teller,
        if(is_te_klein, null, noemer) as noemer,
        if(is_te_klein, 'onderdrukt', reden_leeg) as reden_leeg
    ),
    is_te_klein as onderdrukt
from beoordeeld

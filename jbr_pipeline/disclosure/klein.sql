-- Welke cellen te klein zijn om te publiceren: een tot vier personen, of een percentage dat daarop rust.
--
-- Zijn teller en noemer zelf personen, dan geldt het voor beide en voor hun verschil (wie niet in de teller zit).
-- Anders telt het aantal personen achter de cel; een lege cel is nul en mag genoemd worden.
with beoordeeld as (
    select
        *,
        kleine_cellen and case
            when personen_als_teller
                then
                    teller between 1 and $kleinste - 1
                    or noemer between 1 and $kleinste - 1
                    or noemer - teller between 1 and $kleinste - 1
            else teller <> 0 and coalesce(personen, 0) < $kleinste
        end as is_te_klein
    from waarde_ruw
)
select
    * exclude (personen, kleine_cellen, personen_als_teller, is_te_klein)
    replace (
        if(is_te_klein, null, waarde) as waarde,
        if(is_te_klein, null, teller) as teller,
        if(is_te_klein, null, noemer) as noemer,
        if(is_te_klein, 'onderdrukt', reden_leeg) as reden_leeg
    ),
    coalesce(is_te_klein, false) as onderdrukt
from beoordeeld

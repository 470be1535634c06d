-- Ministeries met minstens een publicatie in het jaar, per informatiecategorie van artikel 3.3 van de Woo; nul waar er
-- geen is. Variant hele_platform: alle organisaties.
select
    'toen' as structuur, 'rijk' as organisatie_code, peildatum, variant, informatiecategorie,
    count(distinct van_code) as teller
from publicatie_per
where organisatie_code = 'rijk' and variant <> 'bijlagen' and informatiecategorie <> 'onbekend'
group by all
union all
select 'toen', 'rijk', j.peildatum, v.variant, c.code, 0
from publicatie_jaar as j
cross join informatiecategorie as c
cross join (values ('standaard'), ('hele_platform')) as v(variant)

-- Ministeries met minstens een publicatie in het jaar, per informatiecategorie.
select
    'toen' as structuur, 'rijk' as organisatie_code, peildatum,
    categorie_code as informatiecategorie,
    count(distinct organisatie_code) as teller
from publicatie_per
where structuur = 'toen' and organisatie_code <> 'rijk' and categorie_code <> 'onbekend'
group by all

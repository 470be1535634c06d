-- De informatiecategorieën van de Woo, in de volgorde van de wet.
select code, naam, woo_artikel, eerste_tranche
from informatiecategorie
order by woo_artikel;

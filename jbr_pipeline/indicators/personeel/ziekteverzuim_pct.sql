-- Ziekteverzuim: ziektedagen als deel van de beschikbare dagen, over de maanden van het jaar samen.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, schaalgroep,
    ziektedagen as teller,
    beschikbare_dagen as noemer,
    personen as personen_noemer
from verzuim_cel

-- Meldingsfrequentie: ziekmeldingen per medewerker op jaarbasis.
select
    structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, schaalgroep,
    meldingen as teller,
    medewerkermaanden as noemer,
    meldingen as personen,
    personen as personen_noemer
from verzuim_cel

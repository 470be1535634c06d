-- Nulmeting van de taakstelling: de omvang van de kerndepartementen in fte.
select
    structuur, organisatie_code, peildatum,
    uren_per_week as teller,
    personen_los as personen,
    persoon
from nulmeting_fte

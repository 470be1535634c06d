-- Wat er na de taakstelling aan apparaatsuitgaven van de kerndepartementen overblijft.
select
    structuur, organisatie_code, peildatum,
    bedrag_eur * (100 - getvariable('taakstelling_pct')) * 0.01 as teller
from nulmeting_apparaat

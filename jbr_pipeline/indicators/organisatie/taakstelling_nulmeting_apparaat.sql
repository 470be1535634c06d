-- Nulmeting van de taakstelling: de apparaatsuitgaven van de kerndepartementen.
select
    structuur, organisatie_code, peildatum,
    bedrag_eur as teller
from nulmeting_apparaat

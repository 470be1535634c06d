-- Waar de nulmeting van de taakstelling telt: in de structuur van nu en bij het Rijk.
--
-- editie_plaats is hetzelfde voor een vastgestelde nulmeting, waarin het Rijk een eigen regel heeft.
create or replace temp view nulmeting_plaats as
select organisatie_code, structuur, in_code
from plaats
where structuur = 'nu' or in_code = 'rijk';

create or replace temp view editie_plaats as
from nulmeting_plaats where in_code <> 'rijk'
union all
select 'rijk', 'toen', 'rijk';

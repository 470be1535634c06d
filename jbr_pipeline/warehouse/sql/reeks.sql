-- Wat de meeste vragen beantwoordt: een rij per cijfer en jaar, in de indeling van nu, met namen en het jaar ervoor.
-- Van elk jaar de laatste peildatum; edities staan in editie_reeks, andere peildata en de ministeries van toen in
-- indicator_waarde.
create view reeks as
select * exclude (editie)
from editie_reeks
where editie = 'lopend';

-- Wie op een peildatum en wie een jaar eerder bij een organisatie werkte, voor in-, uit- en doorstroom.
--
-- Een ministerie doet mee als het op beide dagen bestaat en volledig is aangeleverd; bij het Rijk tellen alleen
-- dienstverbanden bij ministeries die, in de structuur van nu, op beide dagen volledig zijn, zodat een overgang tussen
-- ministeries geen in- of uitstroom is en een herindeling evenmin.
create or replace temp table stroomplaats as
with plaatsen as (
    select k.structuur, k.organisatie_code, n.nu_code, k.peildatum, k.vorige_peildatum
    from vergelijkbaar as k
    join organisatie_nu as n using (organisatie_code)
    where k.bron = 'bezetting' and k.populatie = 'cao'
    union all
    select 'toen', 'rijk', organisatie_code, peildatum, vorige_peildatum
    from vergelijkbaar
    where bron = 'bezetting' and populatie = 'cao' and structuur = 'nu'
)
select *, peildatum as dag, true as is_nu from plaatsen
union all
select *, vorige_peildatum, false from plaatsen;

-- De meesten hebben op beide dagen een dienstverband bij hetzelfde onderdeel van hetzelfde ministerie. Zij stromen
-- nergens in, uit of door.
create or replace temp table gebleven as
select n.peildatum, n.pseudo_id
from dienst as n
join (from vergelijking where bron = 'bezetting' and vergelijkt = 'jaar_eerder') as j on j.peildatum = n.peildatum
join dienst as v
    on v.peildatum = j.vorige_peildatum and v.pseudo_id = n.pseudo_id and v.ministerie_code = n.ministerie_code
where
    n.is_enkel
    and v.is_enkel
    and (n.onderdeel_code = v.onderdeel_code or 'onbekend' in (n.onderdeel_code, v.onderdeel_code));

-- stroom: een regel per ander persoon en plaats, onder de peildatum van nu; is_nu zegt of het de persoon van nu of die van
-- een jaar eerder is. Het hoofddienstverband wordt opnieuw gekozen: dat van de persoon bij het Rijk kan bij een
-- ministerie zijn dat niet meedoet.
create or replace temp table stroom as
select s.structuur, s.organisatie_code, s.peildatum, s.is_nu, d.* exclude (peildatum)
from dienst as d
join plaats as p on p.organisatie_code = d.ministerie_code
join stroomplaats as s
    on
        s.structuur = p.structuur
        and s.organisatie_code = p.in_code
        and s.nu_code = d.nu_code
        and s.dag = d.peildatum
anti join gebleven as g on g.peildatum = s.peildatum and g.pseudo_id = d.pseudo_id
qualify
    d.is_enkel
    or row_number() over (
        partition by s.structuur, s.organisatie_code, s.peildatum, s.is_nu, d.pseudo_id
        order by d.uren_per_week desc, d.dienstverband_nr, d.ministerie_code
    ) = 1;

-- stroom_vorig: hoeveel personen er een jaar eerder in totaal waren, ook die bleven.
create or replace temp view stroom_vorig as
select
    s.structuur, s.organisatie_code, s.peildatum, d.geslacht, d.leeftijdsklasse, d.organisatietype, d.aantal
from dienst_geteld as d
join plaats as p on p.organisatie_code = d.ministerie_code
join stroomplaats as s
    on
        s.structuur = p.structuur
        and s.organisatie_code = p.in_code
        and s.nu_code = d.nu_code
        and s.dag = d.peildatum
where not s.is_nu
union all
select structuur, organisatie_code, peildatum, geslacht, leeftijdsklasse, organisatietype, 1
from stroom
where not is_nu and not is_enkel;

create or replace temp table instromers as
select * from stroom
anti join (from stroom where not is_nu) as vorig using (structuur, organisatie_code, peildatum, pseudo_id)
where is_nu;

create or replace temp table uitstromers as
select * from stroom
anti join (from stroom where is_nu) as nu using (structuur, organisatie_code, peildatum, pseudo_id)
where not is_nu;

-- Wie op een peildatum en wie een jaar eerder bij een organisatie werkte, voor in-, uit- en doorstroom.
--
-- stroom: een regel per persoon en plaats, onder de peildatum van nu; is_nu zegt of het de persoon van nu of die van
-- een jaar eerder is. Een ministerie doet mee als het op beide dagen bestaat en volledig is aangeleverd; bij het Rijk
-- tellen alleen dienstverbanden bij ministeries die, in de structuur van nu, op beide dagen volledig zijn, zodat een
-- overgang tussen ministeries geen in- of uitstroom is en een herindeling evenmin.
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

create or replace temp view stroom_dienst as
select d.* replace (s.peildatum as peildatum), s.is_nu
from dienstverband as d
join stroomplaats as s
    on
        s.structuur = d.structuur
        and s.organisatie_code = d.organisatie_code
        and s.nu_code = d.nu_code
        and s.dag = d.peildatum;

-- Het hoofddienstverband wordt opnieuw gekozen: dat van de persoon bij het Rijk kan bij een ministerie zijn dat niet
-- meedoet.
create or replace temp view stroom as
select * from stroom_dienst
where is_enkel
union all
select * from stroom_dienst
where not is_enkel
qualify
    row_number() over (
        partition by structuur, organisatie_code, peildatum, is_nu, pseudo_id
        order by uren_per_week desc, dienstverband_nr, ministerie_code
    ) = 1;

create or replace temp table instromers as
select * from stroom
anti join (from stroom where not is_nu) as vorig using (structuur, organisatie_code, peildatum, pseudo_id)
where is_nu;

create or replace temp table uitstromers as
select * from stroom
anti join (from stroom where is_nu) as nu using (structuur, organisatie_code, peildatum, pseudo_id)
where not is_nu;

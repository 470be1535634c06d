-- Wie op een peildatum en wie een jaar eerder bij een organisatie werkte, voor in-, uit- en doorstroom.
--
-- stroom_nu: personen op de peildatum; stroom_vorig: personen een jaar eerder, onder de peildatum van nu.
-- Een ministerie doet mee als het op beide dagen bestaat en aanlevert; het Rijk telt alleen ministeries die, in de
-- structuur van nu, op beide dagen volledig zijn, zodat een overgang tussen ministeries geen in- of uitstroom is.
create or replace temp table stroom_nu as
select p.* from persoon as p
semi join vergelijkbaar as v
    on v.structuur = p.structuur and v.organisatie_code = p.organisatie_code and v.peildatum = p.peildatum
where p.organisatie_code <> 'rijk'
union all
select p.* from persoon as p
semi join (
    select d.pseudo_id, d.peildatum
    from dienstverband as d
    join vergelijkbaar as v on v.structuur = 'nu' and v.organisatie_code = d.nu_code and v.peildatum = d.peildatum
    where d.organisatie_code = 'rijk'
) as d on d.pseudo_id = p.pseudo_id and d.peildatum = p.peildatum
where p.organisatie_code = 'rijk';

create or replace temp table stroom_vorig as
select p.* replace (j.peildatum as peildatum) from persoon as p
join jaar_eerder as j on j.vorige_peildatum = p.peildatum
semi join vergelijkbaar as v
    on v.structuur = p.structuur and v.organisatie_code = p.organisatie_code and v.peildatum = j.peildatum
where p.organisatie_code <> 'rijk'
union all
select p.* replace (j.peildatum as peildatum) from persoon as p
join jaar_eerder as j on j.vorige_peildatum = p.peildatum
semi join (
    select d.pseudo_id, jd.peildatum
    from dienstverband as d
    join jaar_eerder as jd on jd.vorige_peildatum = d.peildatum
    join vergelijkbaar as v on v.structuur = 'nu' and v.organisatie_code = d.nu_code and v.peildatum = jd.peildatum
    where d.organisatie_code = 'rijk'
) as d on d.pseudo_id = p.pseudo_id and d.peildatum = j.peildatum
where p.organisatie_code = 'rijk';

create or replace temp view instromers as
select * from stroom_nu
anti join stroom_vorig using (structuur, organisatie_code, peildatum, pseudo_id);

create or replace temp view uitstromers as
select * from stroom_vorig
anti join stroom_nu using (structuur, organisatie_code, peildatum, pseudo_id);

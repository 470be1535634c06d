-- Welke aanleveringen op een peildatum en een jaar eerder meedoen aan in-, uit- en doorstroom, en bij welke plaats.
--
-- Een ministerie doet mee als het op beide dagen volledig is; bij het Rijk tellen de ministeries die, in de structuur
-- van nu, op beide dagen volledig zijn.
create or replace temp table paar as
select peildatum, vorige_peildatum
from vergelijking
where bron = 'bezetting' and vergelijkt = 'jaar_eerder';

create or replace temp table lid as
with stroomplaats as (
    select k.structuur, k.organisatie_code, n.nu_code, k.peildatum, k.vorige_peildatum
    from vergelijkbaar as k
    join organisatie_nu as n using (organisatie_code)
    where k.bron = 'bezetting' and k.populatie = 'cao'
    union all
    select 'toen', 'rijk', organisatie_code, peildatum, vorige_peildatum
    from vergelijkbaar
    where bron = 'bezetting' and populatie = 'cao' and structuur = 'nu'
),
dag as (
    select *, peildatum as dag, true as is_nu
    from stroomplaats
    union all
    select *, vorige_peildatum, false
    from stroomplaats
)
select d.peildatum, d.is_nu, d.structuur, d.organisatie_code, l.levering, l.nu_code
from dag as d
join plaats as p on p.structuur = d.structuur and p.in_code = d.organisatie_code
join leverdag as l on l.organisatie_code = p.organisatie_code and l.nu_code = d.nu_code and l.peildatum = d.dag;

-- Personen met een dienstverband op beide dagen, per aanlevering van toen en van nu; die niet veranderden blijven weg.
create or replace temp table overgang (
    peildatum date, nu smallint, toen smallint, is_ander_onderdeel boolean, geslacht geslachten,
    leeftijdsklasse utinyint, organisatietype organisatietypen, geslacht_toen geslachten,
    leeftijdsklasse_toen utinyint, organisatietype_toen organisatietypen, n bigint
);
-- De dienstverbanden van wie er op een van beide dagen meer heeft.
create or replace temp table bijzonder as
select null::date as van_peildatum, true as is_nu, true as is_enkel, b.*
from bezetting as b
where false;

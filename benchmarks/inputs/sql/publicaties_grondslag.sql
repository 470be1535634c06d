-- Waar de verzonnen publicaties uit kiezen: organisaties op een dag, documentsoorten en informatiecategorieën.
--
-- Alles staat er als het stuk JSON dat de API ervan maakt. tekst() maakt van een waarde een JSON-tekst.
create or replace macro tekst(waarde) as to_json(waarde)::varchar;
create or replace macro verwijzing(soort, uri, label) as
    '{"type": ' || tekst(soort) || ', "id": ' || tekst(uri) || ', "label": ' || tekst(label) || '}';
create or replace macro als_ms(moment) as strftime(moment, '%Y-%m-%dT%H:%M:%S.%gZ');
create or replace macro als_ns(moment) as strftime(moment, '%Y-%m-%dT%H:%M:%S.%f713Z');
create or replace macro relatie(andere, rol) as
    '{"relation": "' || andere || '", "role": "https://identifier.overheid.nl/' || rol || '"}';

-- Van document nr: de dag van openbaarmaking (van oud naar nieuw, elk jaar meer, de laatste voor de eerste loop), van
-- wie het komt, en zijn id.
create or replace macro dag_van(nr, aantal) as na(date '2016-01-01', 3600 * pow((nr + 0.5) / aantal, 0.7));
create or replace macro bron_van(nr) as
    case
        when nr % 20 = 7 then 'plooi-api'
        when nr % 100 = 53 then 'ronl'
        when loting(nr, 'bron') < 0.45 then 'plooi-api'
        when loting(nr, 'bron') < 0.75 then 'ronl'
        else 'oep'
    end;
create or replace macro id_van(nr) as
    case bron_van(nr)
        when 'plooi-api' then md5('document ' || nr)::uuid::varchar
        else bron_van(nr) || '-' || sha1('document ' || nr)
    end;

create or replace temp table organisatie_op as
with rijk as (
    select
        tooi_uri,
        naam_met_soort as label,
        coalesce(geldig_vanaf, date '0001-01-01') as vanaf,
        coalesce(geldig_tot_en_met, date '9999-12-31') as tot
    from read_csv(
        getvariable('organisaties_rijk'), header = true, types = {'geldig_vanaf': 'date', 'geldig_tot_en_met': 'date'}
    )
    where starts_with(tooi_code, 'mnre')
)
select
    d::date as dag,
    list({'label': label, 'json': verwijzing('overheid:Ministerie', tooi_uri, label)} order by tooi_uri) as ministeries
from rijk
inner join generate_series(date '2016-01-01', date '2025-12-31', interval 1 day) as g (d) on d between vanaf and tot
group by all;

set variable onbekend = '{"id": "https://identifier.overheid.nl/tooi/id/organisatie_onbekend", "label": "Onbekend"}';
set variable kamer = {
    'label': 'Tweede Kamer',
    'json': verwijzing('overheid:Organisatie', 'https://identifier.overheid.nl/tooi/id/oorg/oorg10002', 'Tweede Kamer')
};
set variable anderen = (
    select
        list({
            'label': label,
            'json': verwijzing('overheid:Organisatie', 'https://identifier.overheid.nl/tooi/id/' || code, label)
        } order by code)
    from (
        values
        ('gemeente/gm9901', 'gemeente Nergenshuizen'), ('gemeente/gm9902', 'gemeente Verzonnenveen'),
        ('provincie/pv99', 'provincie Denkbeeldig'), ('waterschap/ws9901', 'waterschap Droge Voeten'),
        ('zbo/zb999901', 'Autoriteit Stille Straten'), ('zbo/zb999902', 'Raad voor de Gladde Wegen')
    ) as t (code, label)
);
set variable soorten = (
    select list(verwijzing(
        'overheid:Informatietype', 'https://identifier.overheid.nl/tooi/def/thes/kern/c_' || left(md5(label), 8), label
    ) order by label)
    from unnest(['beslisnota', 'besluit', 'brief', 'jaarverslag', 'kaart', 'persbericht', 'publicatie', 'rapport'])
        as t (label)
);
set variable categorieen = (
    select list(verwijzing('woo:Informatiecategorie', tooi_uri, label_meervoud) order by volgnr)
    from read_csv(getvariable('woo_informatiecategorieen'), header = true)
);

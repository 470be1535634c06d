-- De vastgestelde waarden van de opgeschoonde jaren zolang er geen zijn geladen.
create or replace temp table editie_opgeschoond (
    indicator_code varchar,
    variant varchar,
    jaar integer,
    peildatum date,
    organisatie_code varchar,
    uitsplitsing varchar,
    categorie varchar,
    structuur varchar,
    teller double,
    is_weggelaten boolean
);

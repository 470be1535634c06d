-- De kolommen van bezetting met weinig verschillende waarden, een byte elk. Leeftijdsklassen en schaalgroepen zijn
-- getallen tot zij geteld zijn.
create type organisatietypen as enum ($organisatietype);
create type contractsoorten as enum ($contractsoort);
create type geslachten as enum ($geslacht);

create or replace temp macro leeftijdsklasse(leeftijd) as
    (
        (leeftijd >= 25)::utinyint + (leeftijd >= 35)::utinyint + (leeftijd >= 45)::utinyint
        + (leeftijd >= 55)::utinyint + (leeftijd >= 60)::utinyint
    )::utinyint;
create or replace temp macro leeftijdsklasse_naam(klasse) as
    ['<25', '25-34', '35-44', '45-54', '55-59', '60+'][klasse + 1];

create or replace temp macro schaalgroep(schaal) as
    ((schaal > 4)::utinyint + (schaal > 9)::utinyint + (schaal > 13)::utinyint)::utinyint;
create or replace temp macro schaalgroep_naam(groep) as
    ['1-4', '5-9', '10-13', '14-19'][groep + 1];

-- De kolommen van bezetting met weinig verschillende waarden, een byte elk.
create type organisatietypen as enum ($organisatietype);
create type contractsoorten as enum ($contractsoort);
create type geslachten as enum ($geslacht);
create type leeftijdsklassen as enum ('<25', '25-34', '35-44', '45-54', '55-59', '60+');
create type schaalgroepen as enum ('1-4', '5-9', '10-13', '14-19');

-- De uitkomsten in de database.
create or replace table uit.kwaliteit as
select aanlevering_id, regel, geteld, overtredingen
from telling;
create or replace table uit.aanlevering as
from omvang_levering;
create or replace table uit.publicatie as
from publicatie;
checkpoint uit;

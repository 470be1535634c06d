-- Wat er per aanlevering wordt geteld.
create or replace temp table telling (aanlevering_id varchar, regel varchar, geteld bigint, overtredingen bigint);
create or replace temp table losse_regel (soort varchar, levering smallint, aantal bigint);
create or replace temp table omvang_levering (aanlevering_id varchar, rijen_gelezen bigint, rijen_geldig bigint);

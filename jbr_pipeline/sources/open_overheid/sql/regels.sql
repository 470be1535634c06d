-- All lines of the closed segments, the body as text.
-- A body that is no UTF-8 was kept in base64; its unreadable bytes become replacement characters here, not in the raw.
create or replace temp $vorm regels as
select
    * exclude (body, body_base64),
    ltrim(coalesce(body, decode(from_base64(body_base64), 'replace')), chr(65279)) as body
from $bron

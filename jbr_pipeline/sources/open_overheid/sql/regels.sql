-- All lines of the closed segments, the body as text without a byte order mark.
create or replace temp $vorm regels as
select * exclude (body, body_base64), ltrim(body, chr(65279)) as body
from $bron

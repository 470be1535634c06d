-- Hoe uitsplitsingen en varianten voor lezers heten.
select kolom, code, naam
from benaming
where kolom in ('uitsplitsing', 'variant')
order by kolom, volgorde, code;

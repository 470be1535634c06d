-- De kerncijfers in de volgorde van de brief, met de naam van hun indicator.
select k.*, i.naam, i.domein
from kerncijfer as k
join indicator as i using (indicator_code)
order by k.volgorde;

-- Tot en met welk jaar er cijfers zijn.
select max(jaar) as laatste_jaar
from reeks
where waarde is not null;

-- Wanneer de cijfers zijn gepubliceerd, en tot en met welk jaar er zijn.
select
    (select max(klaar_op) from draai) as klaar_op,
    (select max(jaar) from reeks where waarde is not null) as laatste_jaar;

-- Van wanneer de gepubliceerde cijfers zijn, en het oordeel van die draai, dat zegt of ze verzonnen zijn.
select max(klaar_op) as klaar_op, max_by(oordeel, klaar_op) as oordeel from draai;

CREATE TABLE t (id int, name text, CONSTRAINT t_pk PRIMARY KEY (id));

CREATE TABLE t (code char(3));

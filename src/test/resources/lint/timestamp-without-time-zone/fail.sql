CREATE TABLE t (at timestamp without time zone, until timestamp(3));

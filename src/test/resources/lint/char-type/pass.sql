CREATE TABLE t (code character varying(3), kind "char");

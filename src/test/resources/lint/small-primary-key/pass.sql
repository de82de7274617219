CREATE TABLE t (id bigint PRIMARY KEY, n int);
CREATE TABLE u (a int, b int, PRIMARY KEY (a, b));

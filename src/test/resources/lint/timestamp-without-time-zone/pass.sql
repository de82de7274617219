CREATE TABLE t (at timestamp with time zone, until timestamptz(3), timestamp text);

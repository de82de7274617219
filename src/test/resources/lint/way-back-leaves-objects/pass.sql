ALTER TABLE users ADD COLUMN x text, ADD CONSTRAINT fine CHECK (x <> '');
CREATE INDEX ix_x ON users (lower(x));
CREATE TABLE t (id bigint);
CREATE INDEX ix_t ON t (id);
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';

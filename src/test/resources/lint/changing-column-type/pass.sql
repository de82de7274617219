ALTER TABLE users ALTER COLUMN code TYPE varchar(40);
ALTER TABLE users ALTER code SET DATA TYPE text, ALTER amount TYPE numeric(12, 2);

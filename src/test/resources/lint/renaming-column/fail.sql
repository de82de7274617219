ALTER TABLE users RENAME COLUMN code TO short_code;

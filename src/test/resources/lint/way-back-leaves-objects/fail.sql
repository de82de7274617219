ALTER TABLE users ADD COLUMN x text;
CREATE INDEX ix_x ON users (code);

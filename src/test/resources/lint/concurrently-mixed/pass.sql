SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY ix_code ON users (code);

CREATE INDEX ix_users_created ON users (created_at);

-- What stands in the database already, for all fixtures.
CREATE TABLE users (
    id            uuid PRIMARY KEY,
    username      varchar(100) NOT NULL UNIQUE,
    code          varchar(20),
    amount        numeric(10, 2),
    created_at    timestamptz NOT NULL
);
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id uuid, began timestamptz, ended timestamptz);
CREATE INDEX ix_sessions_user ON sessions (user_id);
ALTER TABLE sessions ADD CONSTRAINT sessions_began_there CHECK (began IS NOT NULL) NOT VALID;
ALTER TABLE sessions VALIDATE CONSTRAINT sessions_began_there;

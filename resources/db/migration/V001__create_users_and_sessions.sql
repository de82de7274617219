-- title: 사용자와 세션 | Users and sessions
-- touches: users, admins, sessions, login_attempts
-- created: 2025-10-21

CREATE TABLE users (
    id             uuid          NOT NULL DEFAULT gen_random_uuid(),
    username       varchar(100)  NOT NULL,
    password_hash  varchar(255)  NOT NULL,
    created_at     timestamptz   NOT NULL DEFAULT now(),
    last_login_at  timestamptz,
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT uq_users_username UNIQUE (username)
);

-- Administrators are rows, not a flag: granting leaves a date, revoking is a DELETE.
CREATE TABLE admins (
    user_id     uuid         NOT NULL,
    granted_at  timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT pk_admins PRIMARY KEY (user_id),
    CONSTRAINT fk_admins_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- Only a hash of the token is stored, so a leaked dump opens no session.
CREATE TABLE sessions (
    id            uuid         NOT NULL DEFAULT gen_random_uuid(),
    user_id       uuid         NOT NULL,
    token_hash    varchar(64)  NOT NULL,
    ip_address    varchar(64),
    user_agent    text,
    created_at    timestamptz  NOT NULL DEFAULT now(),
    last_seen_at  timestamptz,
    expires_at    timestamptz  NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (id),
    CONSTRAINT uq_sessions_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_sessions_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ck_sessions_expires_at CHECK (expires_at > created_at)
);
CREATE INDEX ix_sessions_user_id ON sessions (user_id);
CREATE INDEX ix_sessions_expires_at ON sessions (expires_at);

-- No foreign key: attempts on names that do not exist are the ones worth keeping.
-- The address is text, not inet: a link-local address with a zone (fe80::1%eth0) must not make a login fail.
CREATE TABLE login_attempts (
    id            bigint        GENERATED ALWAYS AS IDENTITY,
    ip_address    varchar(64)   NOT NULL,
    username      varchar(100)  NOT NULL,
    success       boolean       NOT NULL,
    attempted_at  timestamptz   NOT NULL DEFAULT now(),
    user_agent    text,
    CONSTRAINT pk_login_attempts PRIMARY KEY (id)
);
-- One index per question asked at every login: this address in the last minute, this name recently.
CREATE INDEX ix_login_attempts_ip_address_attempted_at ON login_attempts (ip_address, attempted_at);
CREATE INDEX ix_login_attempts_username_attempted_at ON login_attempts (username, attempted_at);

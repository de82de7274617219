-- title: 계정 잠금 필드 (FR-031) | Account lockout fields (FR-031)
-- touches: users
-- created: 2025-11-01

-- Constant defaults: PostgreSQL records them in the catalog and does not rewrite the table.
ALTER TABLE users
    ADD COLUMN email                  varchar(255),
    ADD COLUMN is_active              boolean      NOT NULL DEFAULT true,
    ADD COLUMN is_locked              boolean      NOT NULL DEFAULT false,
    ADD COLUMN locked_until           timestamptz,
    ADD COLUMN failed_login_attempts  integer      NOT NULL DEFAULT 0;

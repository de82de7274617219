-- title: 되돌리기: 계정 잠금 필드 (FR-031) | Undo: account lockout fields (FR-031)
-- touches: users

ALTER TABLE users
    DROP COLUMN failed_login_attempts,
    DROP COLUMN locked_until,
    DROP COLUMN is_locked,
    DROP COLUMN is_active,
    DROP COLUMN email;

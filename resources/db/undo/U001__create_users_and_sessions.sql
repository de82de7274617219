-- title: 되돌리기: 사용자와 세션 | Undo: users and sessions
-- touches: users, admins, sessions, login_attempts

-- No CASCADE, here and in the other undo files: a table that something else has come to
-- depend on must stop the rollback, not be taken down with it.
DROP TABLE login_attempts;
DROP TABLE sessions;
DROP TABLE admins;
DROP TABLE users;

BEGIN;
UPDATE users SET code = '' WHERE code IS NULL;
COMMIT;

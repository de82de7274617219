CREATE TEMP TABLE scratch (id uuid);
DROP TABLE scratch;
SELECT 'DROP TABLE users;', $q$DROP TABLE users;$q$ /* ; DROP TABLE users; */;

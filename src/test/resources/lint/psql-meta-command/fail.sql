\copy users from 'users.csv' csv
SELECT 1;

TRUNCATE ONLY sessions, users;

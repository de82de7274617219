DELETE FROM ONLY sessions AS s USING users u WHERE u.id = s.user_id;

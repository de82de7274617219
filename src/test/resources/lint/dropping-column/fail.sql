ALTER TABLE users
    DROP code;

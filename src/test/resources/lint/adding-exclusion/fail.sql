ALTER TABLE sessions ADD CONSTRAINT one_at_a_time EXCLUDE USING gist (user_id WITH =, tstzrange(began, ended) WITH &&);

CREATE TABLE draft (id uuid);
ALTER TABLE draft RENAME TO final;
ALTER TABLE final ADD COLUMN x int NOT NULL;

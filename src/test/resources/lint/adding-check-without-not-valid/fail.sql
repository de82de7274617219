ALTER TABLE users ADD CONSTRAINT positive CHECK (amount > 0);

ALTER TABLE users ADD COLUMN seen timestamptz NOT NULL DEFAULT now(), ADD COLUMN active boolean DEFAULT true,
    ADD COLUMN note text DEFAULT 'random()';
ALTER TABLE users ADD COLUMN token uuid;
ALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();

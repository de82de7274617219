CREATE INDEX CONCURRENTLY ix_users_created ON public.users USING btree (created_at);
CREATE TABLE colours (id bigint, name text);
CREATE UNIQUE INDEX ON colours (lower(name));

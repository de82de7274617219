SET ROLE postgres;
CREATE TABLE x (id uuid);

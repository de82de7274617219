-- lockkeeper:allow dropping-tabel nobody needs it
-- lockkeeper:allow dropping-table
DROP TABLE sessions;

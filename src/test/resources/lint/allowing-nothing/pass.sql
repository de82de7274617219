-- lockkeeper:allow dropping-table nobody has used it since 2024
DROP TABLE sessions;

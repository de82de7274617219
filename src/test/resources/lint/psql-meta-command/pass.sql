COPY users (id, username) FROM stdin;
1	\N
\x	b; DROP TABLE users;
\.
SELECT E'\\copy', '\copy';

COPY users (id) FROM stdin;
\.

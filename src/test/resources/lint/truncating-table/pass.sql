DELETE FROM sessions WHERE ended < now() - interval '1 year';

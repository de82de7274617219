-- admin ‮
SELECT 1;

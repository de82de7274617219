UPDATE users SET code = (SELECT max(code) FROM sessions WHERE true);

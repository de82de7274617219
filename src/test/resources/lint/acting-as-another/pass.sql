SET search_path = public;
ALTER TABLE users OWNER TO llm_app;

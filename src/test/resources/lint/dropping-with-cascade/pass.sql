DROP TYPE mood;
DROP VIEW cascade_view RESTRICT;

CREATE TABLE bookings (room int, during tstzrange, EXCLUDE USING gist (room WITH =, during WITH &&));
ALTER TABLE bookings ADD EXCLUDE USING gist (during WITH &&);

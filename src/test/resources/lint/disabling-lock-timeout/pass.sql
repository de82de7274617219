SET LOCAL lock_timeout TO '3s';

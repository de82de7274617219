/// Which database is meant, read from the project's .env files, and how careful to be with it.
@NullMarked
package dev.lockkeeper.environment;

import org.jspecify.annotations.NullMarked;

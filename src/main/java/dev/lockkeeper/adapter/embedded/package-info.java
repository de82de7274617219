/// The practice database: a PostgreSQL server of our own, on a machine without Docker.
@NullMarked
package dev.lockkeeper.adapter.embedded;

import org.jspecify.annotations.NullMarked;

/// Tests of moving the schema, on a real PostgreSQL.
@NullMarked
package dev.lockkeeper.adapter.flyway;

import org.jspecify.annotations.NullMarked;

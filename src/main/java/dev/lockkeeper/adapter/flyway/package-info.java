/// Moves the schema through Flyway, and keeps Alembic's ledger in step. The only room that knows Flyway.
@NullMarked
package dev.lockkeeper.adapter.flyway;

import org.jspecify.annotations.NullMarked;

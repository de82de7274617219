@NullMarked
package dev.lockkeeper.adapter.alembic;

import org.jspecify.annotations.NullMarked;

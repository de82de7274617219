/// A folder of Alembic revisions, read without Python.
@NullMarked
package dev.lockkeeper.adapter.alembic;

import org.jspecify.annotations.NullMarked;

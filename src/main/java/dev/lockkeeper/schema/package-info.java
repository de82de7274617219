/// Revisions of the schema: the ladder, upgrade, way back and stamp.
@NullMarked
package dev.lockkeeper.schema;

import org.jspecify.annotations.NullMarked;

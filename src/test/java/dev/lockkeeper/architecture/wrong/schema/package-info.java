/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.schema;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lockkeeper.schema.lint;

import org.jspecify.annotations.NullMarked;

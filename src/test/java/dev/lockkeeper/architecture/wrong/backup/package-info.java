/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.backup;

import org.jspecify.annotations.NullMarked;

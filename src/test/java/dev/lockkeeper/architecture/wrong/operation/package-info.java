/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.operation;

import org.jspecify.annotations.NullMarked;

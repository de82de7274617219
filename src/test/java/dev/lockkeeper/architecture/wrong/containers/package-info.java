/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.containers;

import org.jspecify.annotations.NullMarked;

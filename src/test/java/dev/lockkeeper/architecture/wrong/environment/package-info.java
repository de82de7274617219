/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.environment;

import org.jspecify.annotations.NullMarked;

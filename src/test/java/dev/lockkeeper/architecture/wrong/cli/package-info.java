/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.cli;

import org.jspecify.annotations.NullMarked;

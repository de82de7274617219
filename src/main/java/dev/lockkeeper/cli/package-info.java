/// The same verbs without a window.
@NullMarked
package dev.lockkeeper.cli;

import org.jspecify.annotations.NullMarked;

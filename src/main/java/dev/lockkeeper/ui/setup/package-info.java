/// The set-up: seven steps from nothing to a proven schema, one button, and what stops it explained where it stopped.
@NullMarked
package dev.lockkeeper.ui.setup;

import org.jspecify.annotations.NullMarked;

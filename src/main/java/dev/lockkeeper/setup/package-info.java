/// From nothing to a database at its newest revision, proven: seven steps in order, each mended where that is safe.
@NullMarked
package dev.lockkeeper.setup;

import org.jspecify.annotations.NullMarked;

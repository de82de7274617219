/// Tests of the whole console, with all its real parts.
@NullMarked
package dev.lockkeeper.app;

import org.jspecify.annotations.NullMarked;

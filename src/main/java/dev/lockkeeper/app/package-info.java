/// Puts the rooms together: the only place that says new across them.
@NullMarked
package dev.lockkeeper.app;

import org.jspecify.annotations.NullMarked;

/// The container that the database lives in: its state and what can be done with it.
@NullMarked
package dev.lockkeeper.containers;

import org.jspecify.annotations.NullMarked;

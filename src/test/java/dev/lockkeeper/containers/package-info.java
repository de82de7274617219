/// Tests of the container room, without an engine.
@NullMarked
package dev.lockkeeper.containers;

import org.jspecify.annotations.NullMarked;

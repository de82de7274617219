/// Tests of runs and stops.
@NullMarked
package dev.lockkeeper.operation;

import org.jspecify.annotations.NullMarked;

/// Tests of the chain, with fakes.
@NullMarked
package dev.lockkeeper.readiness;

import org.jspecify.annotations.NullMarked;

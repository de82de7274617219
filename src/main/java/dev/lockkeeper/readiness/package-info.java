/// The chain from Docker to the schema: the first broken link, its cause, its remedy.
@NullMarked
package dev.lockkeeper.readiness;

import org.jspecify.annotations.NullMarked;

/// Tests of the Docker adapter.
@NullMarked
package dev.lockkeeper.adapter.docker;

import org.jspecify.annotations.NullMarked;

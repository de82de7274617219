/// The Docker engine and the Compose command line: the only package that knows docker-java.
@NullMarked
package dev.lockkeeper.adapter.docker;

import org.jspecify.annotations.NullMarked;

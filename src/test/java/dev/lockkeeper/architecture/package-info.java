/// The map of the house, and whether it is kept.
@NullMarked
package dev.lockkeeper.architecture;

import org.jspecify.annotations.NullMarked;

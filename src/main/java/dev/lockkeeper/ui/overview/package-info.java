/// The chain from Docker to the schema: the first broken link, why, and the one button that mends it.
@NullMarked
package dev.lockkeeper.ui.overview;

import org.jspecify.annotations.NullMarked;

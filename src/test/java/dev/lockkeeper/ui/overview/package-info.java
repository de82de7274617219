/// Tests of the room of the same name.
@NullMarked
package dev.lockkeeper.ui.overview;

import org.jspecify.annotations.NullMarked;

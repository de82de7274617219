/// Tests of the room of the same name.
@NullMarked
package dev.lockkeeper.ui.log;

import org.jspecify.annotations.NullMarked;

/// Tests of the room of the same name.
@NullMarked
package dev.lockkeeper.ui.shell;

import org.jspecify.annotations.NullMarked;

/// Logs on screen: the last lines in a ring, the list that follows them, their rows, and the card of a container's log.
@NullMarked
package dev.lockkeeper.ui.log;

import org.jspecify.annotations.NullMarked;

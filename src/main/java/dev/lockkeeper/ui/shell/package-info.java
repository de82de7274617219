/// The window around the pages: environment band, navigation, status line, sheets, closing.
@NullMarked
package dev.lockkeeper.ui.shell;

import org.jspecify.annotations.NullMarked;

/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.ui.overview;

import org.jspecify.annotations.NullMarked;

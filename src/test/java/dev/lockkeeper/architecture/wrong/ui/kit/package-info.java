/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.ui.kit;

import org.jspecify.annotations.NullMarked;

/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.adapter.one;

import org.jspecify.annotations.NullMarked;

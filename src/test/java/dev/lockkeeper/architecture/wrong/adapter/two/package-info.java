/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.adapter.two;

import org.jspecify.annotations.NullMarked;

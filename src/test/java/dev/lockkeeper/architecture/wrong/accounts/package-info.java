/// A room built wrong on purpose.
@NullMarked
package dev.lockkeeper.architecture.wrong.accounts;

import org.jspecify.annotations.NullMarked;

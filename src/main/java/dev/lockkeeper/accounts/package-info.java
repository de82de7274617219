/// People who log in: who is locked out, why, and the one way to unlock.
@NullMarked
package dev.lockkeeper.accounts;

import org.jspecify.annotations.NullMarked;

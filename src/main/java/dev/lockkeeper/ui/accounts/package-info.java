/// The page of the people who log in: who is locked out, and the unlocking.
@NullMarked
package dev.lockkeeper.ui.accounts;

import org.jspecify.annotations.NullMarked;

/// Asks git what a file was before.
@NullMarked
package dev.lockkeeper.adapter.git;

import org.jspecify.annotations.NullMarked;

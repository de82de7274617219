/// The page of the backups: what stands in the folder, and taking one.
@NullMarked
package dev.lockkeeper.ui.backups;

import org.jspecify.annotations.NullMarked;

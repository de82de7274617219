/// Backups: taking one so that it can be trusted, and the folder they stand in.
@NullMarked
package dev.lockkeeper.backup;

import org.jspecify.annotations.NullMarked;

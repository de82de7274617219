/// The page of the database's container: how it stands and stood, its log, and what can be done with it.
@NullMarked
package dev.lockkeeper.ui.containers;

import org.jspecify.annotations.NullMarked;

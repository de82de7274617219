/// The page of the revisions: how far the schema has come, and moving it.
@NullMarked
package dev.lockkeeper.ui.migrations;

import org.jspecify.annotations.NullMarked;

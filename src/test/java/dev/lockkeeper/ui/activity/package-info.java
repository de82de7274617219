/// Tests of the room of the same name.
@NullMarked
package dev.lockkeeper.ui.activity;

import org.jspecify.annotations.NullMarked;

/// The runs of this session: the one under way with its steps and live log.
@NullMarked
package dev.lockkeeper.ui.activity;

import org.jspecify.annotations.NullMarked;

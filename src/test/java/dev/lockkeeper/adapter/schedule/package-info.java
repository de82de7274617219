@NullMarked
package dev.lockkeeper.adapter.schedule;

import org.jspecify.annotations.NullMarked;

/// What this machine's operating system tells: who has its ports.
@NullMarked
package dev.lockkeeper.adapter.machine;

import org.jspecify.annotations.NullMarked;

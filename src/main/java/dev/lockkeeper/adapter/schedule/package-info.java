/// The schedulers of the systems: user timers of systemd, crontab, the Windows task scheduler.
@NullMarked
package dev.lockkeeper.adapter.schedule;

import org.jspecify.annotations.NullMarked;

package dev.lockkeeper.backup;

import java.util.List;

/// The system's own scheduler, for this user only. Every method throws [BackupProblem.SchedulerMissing] where there is none, and
/// [BackupProblem.SchedulerFailed] where it refuses.
public interface Scheduler {

    /// As people call it: `systemd`, `cron`, `schtasks`.
    String name();

    /// The texts it would write and the commands it would run, for a person to read before.
    List<String> installing(ScheduledBackup backup);

    /// The same for [#remove].
    List<String> removing(String id);

    /// Schedules it, in place of an earlier schedule of the same id.
    void install(ScheduledBackup backup);

    /// Takes the schedule away; does nothing where there is none.
    void remove(String id);

    boolean installed(String id);
}

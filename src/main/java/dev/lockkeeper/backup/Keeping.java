package dev.lockkeeper.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What keeps backups in order: which stay, and when they are taken by themselves.
public record Keeping(Pruning pruning, Timetable timetable) {

    /// How the schedule stands, by the backups that there are.
    public Optional<Timetable.State> schedule(List<BackupEntry> entries) {
        List<Instant> taken = entries.stream()
                .filter(entry -> entry.manifest().filter(manifest -> manifest.reason() == BackupReason.SCHEDULED).isPresent())
                .map(BackupEntry::at).toList();
        return timetable.state(taken);
    }
}

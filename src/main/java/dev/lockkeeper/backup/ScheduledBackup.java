package dev.lockkeeper.backup;

import java.util.List;

/// A backup to be taken by the system's scheduler: `id` tells it from those of other environments (lower-case ASCII letters, digits and
/// dashes), `command` is what is run, word by word; no secret stands in it.
public record ScheduledBackup(String id, Schedule schedule, List<String> command) {

    public ScheduledBackup {
        command = List.copyOf(command);
        if (!id.matches("[a-z0-9-]+") || command.stream().anyMatch(word -> word.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("id, or a line break in " + command);
        }
    }
}

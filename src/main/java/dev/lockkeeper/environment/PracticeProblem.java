package dev.lockkeeper.environment;

import dev.lockkeeper.operation.Problem;
import java.nio.file.Path;
import java.util.List;

/// Why the practice database does not run. Its data is untouched in every case.
public sealed interface PracticeProblem extends Problem {

    /// The console was built for another system: it brings no server for this one.
    record PracticeServerMissing(String system) implements PracticeProblem {}

    /// PostgreSQL never runs as root, and this system lets root be nobody else for a while.
    record PracticeNeedsOrdinaryUser(String evidence) implements PracticeProblem {}

    record PracticeFolderUnusable(Path folder, String reason) implements PracticeProblem {}

    /// The data was written by another PostgreSQL major.
    record PracticeOtherMajor(Path data, String found, String ours) implements PracticeProblem {}

    /// The file with port and passwords is gone or does not fit the data.
    record PracticeSettingsLost(Path file) implements PracticeProblem {}

    /// Another console has been starting, stopping or copying it all the time.
    record PracticeBusy(Path folder, int seconds) implements PracticeProblem {}

    /// The server did not start or stop; `lines` are its last words.
    record PracticeServerFailed(String what, List<String> lines) implements PracticeProblem {}
}

package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Level;

/// A line that `pg_dump --verbose` or `pg_restore` said.
public final class DumpLine {

    private DumpLine() {}

    /// How loud it is. What is read and prepared is for the log file; what is written and what goes wrong is for the person.
    public static Level level(String line) {
        if (line.contains("error:")) {
            return Level.ERROR;
        }
        if (line.contains("warning:")) {
            return Level.WARN;
        }
        return line.startsWith("pg_dump:") && !line.contains("dumping contents") ? Level.DEBUG : Level.INFO;
    }
}

package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Listens to `pg_restore --verbose`: passes its lines on, and tells warnings from errors at the end. It ends with code 1 both when it gave
/// up and when it got through with some objects missing; only its last line tells these apart.
public final class RestoreOutput implements Consumer<String> {

    private static final Pattern IGNORED = Pattern.compile("pg_restore: warning: errors ignored on restore: (\\d+)");
    private static final int LAST_WORDS = 20;
    private static final int KEPT = 200;

    private final Journal journal;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final List<String> errors = new ArrayList<>();
    private int ignored;

    public RestoreOutput(Journal journal) {
        this.journal = journal;
    }

    @Override
    public synchronized void accept(String line) {
        Level level = line.contains("error:") || line.startsWith("Command was:")
                ? Level.ERROR
                : line.contains("warning:")
                        ? Level.WARN
                        : line.contains("processing data for table") ? Level.INFO : Level.DEBUG;
        journal.line(Source.POSTGRES, level, line);
        last.addLast(line);
        if (last.size() > LAST_WORDS) {
            last.removeFirst();
        }
        if (level == Level.ERROR && errors.size() < KEPT) {
            errors.add(line);
        }
        Matcher counted = IGNORED.matcher(line);
        if (counted.matches()) {
            ignored = Integer.parseInt(counted.group(1));
        }
    }

    /// What it got done. Throws [BackupProblem.RestoreFailed] where it gave up.
    public synchronized ArchiveTool.Restored restored(String tool, int exitCode) {
        if (exitCode != 0 && !(exitCode == 1 && ignored > 0)) {
            throw new ProblemException(new BackupProblem.RestoreFailed("pg_restore", exitCode,
                    errors.isEmpty() ? List.copyOf(last) : List.copyOf(errors)));
        }
        return new ArchiveTool.Restored(tool, ignored, errors);
    }
}

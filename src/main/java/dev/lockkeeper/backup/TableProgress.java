package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Source;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Listens to `pg_dump --verbose`: passes its lines on, and tells how many bytes of the tables it has come past.
public final class TableProgress implements Consumer<String> {

    private static final Pattern DUMPING = Pattern.compile("pg_dump: dumping contents of table \"(.+)\"");

    private final Map<String, Long> sizes;
    private final Journal journal;
    private final long total;
    private long past;
    private long present;

    /// `sizes` are bytes on the server's disk, by `schema.table`.
    public TableProgress(Map<String, Long> sizes, Journal journal) {
        this.sizes = sizes;
        this.journal = journal;
        this.total = sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void accept(String line) {
        journal.line(Source.POSTGRES, DumpLine.level(line), line);
        Matcher dumping = DUMPING.matcher(line);
        if (dumping.matches()) {
            past += present;
            present = sizes.getOrDefault(dumping.group(1), 0L);
            journal.progress(past, total);
        }
    }
}

package dev.lockkeeper.adapter.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the programs of one dump in a container say of their ends, and what they made: hash and length. What did not tell has not ended well.
record DumpReport(Map<String, Integer> ends, String sha256, long bytes) {

    private static final List<String> ALL = List.of("pg_dump", "tee", "sha256sum", "pg_restore");
    private static final Pattern END = Pattern.compile("(pg_dump|tee|sha256sum|pg_restore) (\\d{1,3})");
    private static final Pattern HASH = Pattern.compile("([0-9a-f]{64}) .*");
    private static final Pattern BYTES = Pattern.compile("bytes (\\d{1,18})");
    private static final int KILLED = 137;
    /// Ended by the system because nobody takes its output any more.
    private static final int NOBODY_READS = 141;

    static DumpReport of(List<String> lines) {
        Map<String, Integer> ends = new TreeMap<>();
        String sha256 = "";
        long bytes = 0;
        for (String line : lines) {
            Matcher end = END.matcher(line);
            Matcher hash = HASH.matcher(line);
            Matcher length = BYTES.matcher(line);
            if (end.matches()) {
                ends.put(end.group(1), Integer.parseInt(end.group(2)));
            } else if (hash.matches()) {
                sha256 = hash.group(1);
            } else if (length.matches()) {
                bytes = Long.parseLong(length.group(1));
            }
        }
        return new DumpReport(Map.copyOf(ends), sha256, bytes);
    }

    /// Every program ended well, and there is something.
    boolean well() {
        return ALL.stream().allMatch(this::well) && !sha256.isEmpty() && bytes > 0;
    }

    /// The reader gave up, and the others at most because of that.
    boolean readerAlone() {
        return ends.getOrDefault("pg_restore", 0) > 0 && !killed("pg_restore")
                && (well("pg_dump") || ends.getOrDefault("pg_dump", -1) == NOBODY_READS);
    }

    /// Whom the system ended by force.
    Optional<String> killed() {
        return ALL.stream().filter(this::killed).findFirst();
    }

    private boolean killed(String tool) {
        return ends.getOrDefault(tool, 0) == KILLED;
    }

    private boolean well(String tool) {
        return ends.getOrDefault(tool, -1) == 0;
    }
}

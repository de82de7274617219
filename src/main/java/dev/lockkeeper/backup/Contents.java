package dev.lockkeeper.backup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What stands in a database at one moment: the rows of every table (by `schema.table`), and the fingerprint of its catalog
/// (SHA-256, hexadecimal).
public record Contents(SortedMap<String, Long> rows, String fingerprint) {

    /// What stands in a database that is not there.
    public static final Contents NOTHING = new Contents(new TreeMap<>(), "");

    public Contents {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    public long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Every table beside its rows as expected (here) and as found.
    public List<TableCount> against(Contents found) {
        TreeSet<String> tables = new TreeSet<>(rows.keySet());
        tables.addAll(found.rows.keySet());
        List<TableCount> counts = new ArrayList<>();
        for (String table : tables) {
            counts.add(new TableCount(table, count(rows, table), count(found.rows, table)));
        }
        return List.copyOf(counts);
    }

    /// Whether nothing differs.
    public boolean same(Contents found) {
        return rows.equals(found.rows) && fingerprint.equals(found.fingerprint);
    }

    private static OptionalLong count(SortedMap<String, Long> rows, String table) {
        Long count = rows.get(table);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /// The rows of one table: as expected, and as found. Empty where there is no such table.
    public record TableCount(String table, OptionalLong expected, OptionalLong found) {

        public boolean same() {
            return expected.equals(found);
        }
    }
}

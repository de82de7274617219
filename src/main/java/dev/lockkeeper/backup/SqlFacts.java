package dev.lockkeeper.backup;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a plain SQL file holds, found by reading it through before anything of it runs. `rows` are those of its COPY blocks, by the table's
/// name as the file writes it (what stands in INSERTs is not counted); `complete` is whether the line that ends a dump of `pg_dump` stands
/// at its end; `server` and `tool` are the versions that such a dump begins with (empty: not told); `roles` are those it gives objects or
/// rights to; `sha256` is of the content, hexadecimal, so that what runs later is known to be what was read.
public record SqlFacts(long bytes, String sha256, long statements, long copyBlocks, SortedMap<String, Long> rows,
        boolean complete,
        String server, String tool, List<Danger> dangers, SortedSet<String> roles) {

    public SqlFacts {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        dangers = List.copyOf(dangers);
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /// Something in the file that reaches beyond the rows and tables of its database, or runs code: `what` are its own words.
    public record Danger(long line, String what) {}
}

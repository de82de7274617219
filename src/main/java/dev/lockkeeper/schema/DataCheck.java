package dev.lockkeeper.schema;

import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.Locale;

/// A question to the live data that tells whether a statement of a pending revision would be refused because of it. `sql` answers with one
/// row of two numbers: how many values are in the way, and how many rows have them. `columns` is how a person names what is asked;
/// `changedBefore` says that the script changes rows of the table first, and may so mend it itself.
public record DataCheck(Kind kind, Revision revision, String file, int line, String table, List<String> columns,
        boolean changedBefore,
        String sql) {

    /// What would be in the way.
    public enum Kind {
        /// Values that stand in more than one row.
        DUPLICATES,
        /// Rows without a value.
        NULLS,
        /// Rows, where a column without a default can only be added to none.
        ROWS,
        /// Rows against the rule of a check.
        BROKEN_CHECK,
        /// Rows that point to nothing.
        ORPHANS,
        /// Values that do not fit into the new type.
        TOO_LARGE
    }

    public DataCheck {
        columns = List.copyOf(columns);
    }

    /// `users.email`.
    public String object() {
        return columns.isEmpty()
                ? table
                : table + "." + (columns.size() == 1 ? columns.getFirst() : "(" + String.join(", ", columns) + ")");
    }

    Message words(long values, long rows) {
        return Message.of("data." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), object(), values, rows);
    }
}

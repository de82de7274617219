package dev.lockkeeper.schema;

import dev.lockkeeper.words.Message;
import java.util.Optional;
import java.util.OptionalLong;

/// What a way back erases: a table with its rows, or a column with the values in it that are not its default. `values` is empty where the
/// server did not count them in time.
public record Loss(String table, Optional<String> column, OptionalLong values) {

    /// Whether anything is in it.
    public boolean hurts() {
        return values.isEmpty() || values.getAsLong() > 0;
    }

    public Message words() {
        String what = table + column.map(name -> "." + name).orElse("");
        String key = column.isPresent() ? "loss.column" : "loss.table";
        return values.isPresent() ? Message.of(key, what, values.getAsLong()) : Message.of(key + ".uncounted", what);
    }
}

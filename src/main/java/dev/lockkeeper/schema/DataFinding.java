package dev.lockkeeper.schema;

import dev.lockkeeper.words.Message;
import java.util.Optional;

/// What the live data answered. `unknown` is why it could not: the question took too long, or is not allowed.
public record DataFinding(DataCheck check, long values, long rows, Optional<String> unknown) {

    /// Whether the statement will surely be refused as things stand.
    public boolean inTheWay() {
        return values > 0 && !check.changedBefore();
    }

    /// In one sentence: `14 values of users.email stand in more than one row (29 rows)`.
    public Message words() {
        return unknown.map(reason -> Message.of("data.unknown", check.object(), reason))
                .orElseGet(() -> check.words(values, rows));
    }
}

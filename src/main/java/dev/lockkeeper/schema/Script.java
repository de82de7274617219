package dev.lockkeeper.schema;

import dev.lockkeeper.schema.sql.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The files of one revision. `name` is the description in the file's name (`add_user_lockout_fields`); titles are from the
/// first comment line, `-- title: 한국어 | English`; `touches` from the second, `-- touches: users`.
/// `checksum` is Flyway's.
public record Script(Revision revision, String name, String file, String sql, Optional<String> wayBackFile,
        Optional<String> wayBackSql,
        Optional<String> koreanTitle, Optional<String> englishTitle, List<String> touches, int checksum, boolean transactional) {

    /// Statements that the server runs outside a transaction only.
    private static final Pattern ALONE = Pattern
            .compile(
                    "(?is)^\\s*(?:(?:create|drop|reindex)\\b.*\\bconcurrently\\b|vacuum\\b|alter\\s+system\\b|(?:create|drop)\\s+database\\b)");

    public Script {
        touches = List.copyOf(touches);
    }

    /// Whether the way back is one transaction; true where there is none.
    public boolean wayBackTransactional() {
        return wayBackSql.isEmpty()
                || SqlText.of(wayBackSql.get()).parts().stream().noneMatch(part -> ALONE.matcher(part.text()).find());
    }
}

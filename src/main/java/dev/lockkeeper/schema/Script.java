package dev.lockkeeper.schema;

import java.util.List;
import java.util.Optional;

/// The files of one revision. `name` is the description in the file's name (`add_user_lockout_fields`); titles are from the
/// first comment line, `-- title: 한국어 | English`; `touches` from the second, `-- touches: users`.
/// `checksum` is Flyway's.
public record Script(Revision revision, String name, String file, String sql, Optional<String> wayBackFile,
        Optional<String> wayBackSql,
        Optional<String> koreanTitle, Optional<String> englishTitle, List<String> touches, int checksum, boolean transactional) {

    public Script {
        touches = List.copyOf(touches);
    }
}

package dev.lockkeeper.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One revision on the ladder. `script` is empty only where the file is missing. Times are the server's, UTC.
public record Rung(Revision revision, String name, RungState state, Optional<Script> script, Optional<Instant> appliedAt,
        Optional<String> appliedBy, Optional<Duration> took) {

    public boolean hasWayBack() {
        return script.flatMap(Script::wayBackSql).isPresent();
    }
}

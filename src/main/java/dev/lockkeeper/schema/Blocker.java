package dev.lockkeeper.schema;

import java.time.Instant;
import java.util.Optional;

/// A session that holds what a step needs. Times are the server's: since when its transaction is open, since when its last query runs.
public record Blocker(int pid, String user, String application, String state, Optional<Instant> since, Optional<Instant> query,
        String relation) {

    @Override
    public String toString() {
        return "pid " + pid + " · " + user + " · " + application + " · " + state + since.map(at -> " · " + at).orElse("")
                + query.map(at -> " · query " + at).orElse("") + (relation.isEmpty() ? "" : " · " + relation);
    }
}

package dev.lockkeeper.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// One file of the backup folder. Without a manifest that fits it is unverified and never counts as a backup. `test` is the last restore test
/// of it; `cut` says that it is not as long as its own manifest says.
public record BackupEntry(Path file, long bytes, Instant modified, Optional<Manifest> manifest, Optional<RestoreTest> test,
        boolean cut) {

    /// When it was taken, else when the file was last written.
    public Instant at() {
        return manifest.map(Manifest::takenAt).orElse(modified);
    }

    /// Whether it was restored once, whole and as its manifest says. Only that makes a file one to rely on.
    public boolean verified() {
        return state() == State.PASSED;
    }

    /// Whether name, environment, revision or taker contain the text, which is in lower case.
    public boolean matches(String text) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(String.valueOf(file.getFileName())),
                manifest.stream()
                        .flatMap(told -> java.util.stream.Stream.of(told.environment(), told.revision(), told.takenBy())))
                .anyMatch(known -> known.toLowerCase(java.util.Locale.ROOT).contains(text));
    }

    public State state() {
        if (cut) {
            return State.DAMAGED;
        }
        if (manifest.isEmpty()) {
            return test.filter(known -> known.result() == RestoreTest.Result.FAILED).isPresent()
                    ? State.DAMAGED
                    : State.UNVERIFIED;
        }
        return test.map(known -> switch (known.result()) {
            case PASSED -> State.PASSED;
            case WITH_PROBLEMS -> State.WITH_PROBLEMS;
            case FAILED -> State.DAMAGED;
        }).orElse(State.NOT_YET);
    }

    /// What is known of a file's worth.
    public enum State {
        PASSED, WITH_PROBLEMS, NOT_YET, DAMAGED, UNVERIFIED;

        /// The key of its words: `backup.state.not_yet`.
        public String key() {
            return "backup.state." + name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}

package dev.lockkeeper.backup;

import dev.lockkeeper.backup.Contents.TableCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What came of restoring a backup into a database of its own: the evidence that it is one. `at` is UTC by this machine's clock; `lines`
/// are what the program or we have to say.
public record RestoreTest(String file, String sha256, Result result, String code, Instant at, Duration took, String by,
        String host,
        String environment, String server, String tool, List<TableCount> tables, String expectedFingerprint,
        String foundFingerprint, int problems, List<String> lines) {

    /// The version of this form.
    public static final int FORMAT = 1;

    public RestoreTest {
        took = Duration.ofMillis(took.toMillis());
        tables = List.copyOf(tables);
        lines = List.copyOf(lines);
    }

    public enum Result {
        /// Restored, and every row and the catalog are as the manifest says.
        PASSED,
        /// Restored, but some objects could not be.
        WITH_PROBLEMS,
        /// Not restored, or something differs.
        FAILED
    }

    public boolean passed() {
        return result == Result.PASSED;
    }

    /// Whether there was a manifest to compare with.
    public boolean compared() {
        return !expectedFingerprint.isEmpty();
    }

    public boolean sameFingerprint() {
        return expectedFingerprint.equals(foundFingerprint);
    }
}

package dev.lockkeeper.testing;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// What a test needs of the machine. Where it is demanded (CI sets a variable to `required`) its absence fails; elsewhere it is told.
public final class RealParts {

    private RealParts() {}

    /// `demand` is the variable that demands it.
    public static void needed(String demand, boolean there, String what) {
        needed(Optional.ofNullable(System.getenv(demand)), there, what);
    }

    static void needed(Optional<String> demand, boolean there, String what) {
        if (!there && demand.equals(Optional.of("required"))) {
            throw new AssertionError(what + ": required here, and not found");
        }
        Assumptions.assumeTrue(there, "skipped: no " + what);
    }
}

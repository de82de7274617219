package dev.lockkeeper.support;

import dev.lockkeeper.operation.Problem;
import java.nio.file.Path;

/// Why a support bundle was not made.
public sealed interface SupportProblem extends Problem {

    /// A secret was found in what had been written, in spite of the masks; the file was deleted. `entry` is where it stood, `key` the name
    /// of the secret, `form` how it was written there.
    record BundleLeaks(String entry, String key, String form) implements SupportProblem {}

    /// There is a file of that name.
    record BundleExists(Path file) implements SupportProblem {}

    record BundleUnwritable(Path file, String reason) implements SupportProblem {}
}

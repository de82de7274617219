package dev.lockkeeper.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// What files were before, where something keeps that.
public interface OlderTexts {

    /// Nothing keeps it.
    OlderTexts NONE = (_, _) -> List.of();

    /// How `file` differs now from the newest older text that `wanted` recognises, as lines of a unified diff, a bounded number of them.
    /// Empty where nobody has that text. Takes a few seconds at most, and throws nothing.
    List<String> changes(Path file, Predicate<String> wanted);
}

package dev.lockkeeper.operation;

import java.util.Locale;

/// What went wrong, as facts. Each feature seals a family of its own; its `…Advice` puts the facts into words.
public interface Problem {

    /// The stable code that scripts and support know, such as `PORT_TAKEN`.
    default String code() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
                .toUpperCase(Locale.ROOT);
    }

    /// Something nobody foresaw. The only problem that shows a stack.
    record Unexpected(Throwable cause) implements Problem {}
}

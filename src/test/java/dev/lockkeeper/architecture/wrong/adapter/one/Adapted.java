package dev.lockkeeper.architecture.wrong.adapter.one;

import dev.lockkeeper.architecture.wrong.adapter.two.Other;
import java.util.Optional;

/// Breaks a rule, so that the rule is seen to fail.
public record Adapted(Optional<Other> other) {}

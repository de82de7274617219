package dev.lockkeeper.architecture.wrong.adapter.two;

import dev.lockkeeper.architecture.wrong.adapter.one.Adapted;
import java.util.Optional;

/// Breaks a rule, so that the rule is seen to fail.
public record Other(Optional<Adapted> adapted) {}

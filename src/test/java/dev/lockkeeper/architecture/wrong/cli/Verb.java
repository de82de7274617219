package dev.lockkeeper.architecture.wrong.cli;

import dev.lockkeeper.architecture.wrong.ui.kit.Part;

/// Breaks a rule, so that the rule is seen to fail.
public record Verb(ProcessBuilder process, Part part) {}

package dev.lockkeeper.architecture.wrong.ui.overview;

import dev.lockkeeper.architecture.wrong.ui.accounts.WrongModel;

/// Breaks a rule, so that the rule is seen to fail.
public record Page(WrongModel other) {}

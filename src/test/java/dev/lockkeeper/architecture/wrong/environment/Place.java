package dev.lockkeeper.architecture.wrong.environment;

import dev.lockkeeper.architecture.wrong.accounts.Person;

/// Breaks a rule, so that the rule is seen to fail.
public record Place(Person person) {}

package dev.lockkeeper.architecture.wrong.containers;

import com.exceptionfactory.jagged.RecipientStanza;
import dev.lockkeeper.architecture.wrong.accounts.Person;

/// Breaks a rule, so that the rule is seen to fail.
public record Box(Person person, RecipientStanza stanza) {}

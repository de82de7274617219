package dev.lockkeeper.cli;

import dev.lockkeeper.words.Words;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// One thing that can be done without a window.
interface Verb {

    /// As it is typed.
    String name();

    /// Adds its own options and parameters.
    default void shape(CommandSpec spec, Words words) {}

    /// What it does without an open environment; empty where it needs one.
    default Optional<ExitCode> beforehand(Choice choice, Asked asked, Voice voice) {
        return Optional.empty();
    }

    /// Whether it begins with a question to the database whatever else was typed.
    default boolean asksTheDatabase() {
        return false;
    }

    /// Whether it may begin where the environment's file, or the password in it, is still to be made.
    default boolean begins(Asked asked) {
        return false;
    }

    ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException;
}

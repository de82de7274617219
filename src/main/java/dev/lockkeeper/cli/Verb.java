package dev.lockkeeper.cli;

import dev.lockkeeper.words.Words;
import picocli.CommandLine.Model.CommandSpec;

/// One thing that can be done without a window.
interface Verb {

    /// As it is typed.
    String name();

    /// Adds its own options and parameters.
    default void shape(CommandSpec spec, Words words) {}

    ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException;
}

package dev.lockkeeper.cli;

import java.util.function.Consumer;
import dev.lockkeeper.words.Message;

/// Opens the features of one environment for a verb.
@FunctionalInterface
public interface Opening {

    /// Throws an environment's problem where the choice names no database; `asking`: the database will be asked for certain, and may be
    /// connected to at once; `says` hears of anything that takes a while.
    Desk open(Choice choice, boolean asking, Consumer<Message> says);
}

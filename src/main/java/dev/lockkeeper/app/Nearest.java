package dev.lockkeeper.app;

import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.operation.ProblemException;
import java.util.function.BooleanSupplier;

/// Chooses who works on a database of this machine, anew each time: its container, or our own programs where a server answers that is in no
/// container of the project. `answers` tells whether a server at the address lets us in.
record Nearest<T>(Containers containers, BooleanSupplier answers, T byContainer, T byUs) {

    T now() {
        try {
            if (containers.find().isPresent()) {
                return byContainer;
            }
        } catch (ProblemException e) {
            // Without an engine there may still be a server.
            if (!answers.getAsBoolean()) {
                throw e;
            }
            return byUs;
        }
        return answers.getAsBoolean() ? byUs : byContainer;
    }
}

package dev.lockkeeper.ui.setup;

import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.ui.kit.Place;
import java.nio.file.Path;

/// What choosing a remedy does on this page.
sealed interface Way {

    record CheckAgain() implements Way {}

    /// Starts a run with this work first; the steps go on after it.
    record Work(Remedy.Verb verb) implements Way {}

    record GoTo(Place place) implements Way {}

    record OpenFile(Path file) implements Way {}

    record UsePractice() implements Way {}

    record ChooseProject() implements Way {}

    record ShowLog() implements Way {}

    record CopyReport() implements Way {}
}

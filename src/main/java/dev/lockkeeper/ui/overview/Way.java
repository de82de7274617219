package dev.lockkeeper.ui.overview;

import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.ui.kit.Place;
import java.nio.file.Path;

/// What pressing a remedy does on this page.
public sealed interface Way {

    record CheckAgain() implements Way {}

    /// Starts a run.
    record Work(Remedy.Verb verb) implements Way {}

    /// Does something with the container: asked, run and shown as on the containers page.
    record Tend(Remedy.Verb verb) implements Way {}

    /// Puts the remedy's command on the clipboard: what a person must run, not we.
    record CopyCommand(String command) implements Way {}

    record GoTo(Place place) implements Way {}

    record ShowLog() implements Way {}

    record OpenFile(Path file) implements Way {}

    record ChooseProject() implements Way {}

    record UsePractice() implements Way {}

    record CopyReport() implements Way {}
}

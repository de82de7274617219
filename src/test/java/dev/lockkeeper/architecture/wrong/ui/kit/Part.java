package dev.lockkeeper.architecture.wrong.ui.kit;

import dev.lockkeeper.architecture.wrong.accounts.Person;
import java.util.Optional;
import javafx.application.Platform;

/// Breaks a rule, so that the rule is seen to fail.
public final class Part {

    private Part() {}

    static void say(Optional<Person> person) {
        Platform.runLater(() -> System.out.println(person));
    }
}

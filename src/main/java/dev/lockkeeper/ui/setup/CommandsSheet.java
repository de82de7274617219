package dev.lockkeeper.ui.setup;

import dev.lockkeeper.setup.StepName;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The commands that stand for the steps, for whoever would rather type them.
final class CommandsSheet extends VBox {

    CommandsSheet(Frame frame, UnaryOperator<String> complete) {
        super(12);
        Words words = frame.words();
        getStyleClass().addAll("lk-sheet", "lk-sheet-body");
        setId("setup-commands");
        setMaxSize(640, USE_PREF_SIZE);
        setPrefWidth(640);
        getChildren().add(Labels.verdict(words.say("setup.commands")));
        List<String> all = new ArrayList<>();
        for (StepName name : StepName.values()) {
            String command = complete.apply(command(name));
            all.add(command);
            VBox line = new VBox(new Wrapped(command, "lk-mono-text"));
            line.getStyleClass().add("lk-command");
            getChildren().add(new VBox(3, Labels.secondary(name.number() + " · " + words.say(name.key())), line));
        }
        Button copy = Buttons.plain(Feather.COPY, words.say("overview.copy-command"), () -> frame.copy(String.join("\n", all)));
        Button done = Buttons.plain(words.say("kit.close"), frame::close);
        done.setCancelButton(true);
        HBox foot = new HBox(8, copy, done);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().add(foot);
    }

    private static String command(StepName name) {
        return switch (name) {
            case DOCKER -> "docker --version";
            case ENGINE -> "docker info";
            case FILE -> "cp .env.example .env";
            case CONTAINER -> "docker compose up -d postgres";
            case CONNECTION -> "lockkeeper doctor";
            case SCHEMA -> "lockkeeper upgrade";
            case PROOF -> "lockkeeper diff";
        };
    }
}

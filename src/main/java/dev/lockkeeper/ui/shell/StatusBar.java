package dev.lockkeeper.ui.shell;

import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.KeyHint;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.StatusLine;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The foot of the window: connection, schema, last check, and the keys that always work.
final class StatusBar extends HBox {

    private final Words words;
    private final Figures figures;
    private final Button connection;
    private final Button schema;
    private final Button checked;
    private Optional<Environments.Opened> opened = Optional.empty();
    private Subscription watched = Subscription.EMPTY;
    private Optional<Tone> tone = Optional.empty();

    StatusBar(Words words, Figures figures, Consumer<Place> go) {
        this.words = words;
        this.figures = figures;
        connection = segment("status-connection", () -> go.accept(Place.OVERVIEW));
        schema = segment("status-schema", () -> go.accept(Place.MIGRATIONS));
        checked = segment("status-checked", () -> go.accept(Place.OVERVIEW));
        schema.setGraphic(new FontIcon(Feather.LAYERS));
        checked.setGraphic(new FontIcon(Feather.REFRESH_CW));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("lk-status");
        getChildren().addAll(connection, rule(), schema, rule(), checked, gap, new KeyHint("F5"),
                Labels.caption(words.say("shell.keys.refresh")), new KeyHint("F6"), Labels.caption(words.say("shell.keys.panes")),
                new KeyHint("F1"), Labels.caption(words.say("shell.keys.help")));
        say(StatusLine.UNKNOWN);
    }

    void show(ShellPage page) {
        if (!opened.equals(page.opened())) {
            opened = page.opened();
            watched.unsubscribe();
            watched = opened.map(now -> now.status().subscribe(this::say)).orElse(Subscription.EMPTY);
            if (opened.isEmpty()) {
                say(StatusLine.UNKNOWN);
            }
        }
    }

    void stop() {
        watched.unsubscribe();
    }

    private void say(StatusLine status) {
        connection.setText(words.say(status.connection()));
        if (!tone.equals(Optional.of(status.tone()))) {
            // styled anew it is drawn anew, and this is said every few seconds
            tone = Optional.of(status.tone());
            connection.setGraphic(new FontIcon(status.tone().icon()));
            connection.getStyleClass().removeAll("ok", "work", "warn", "bad", "wait", "undone");
            connection.getStyleClass().add(status.tone().style());
        }
        schema.setText(words.say(status.schema()));
        checked.setText(status.checkedAt().map(at -> words.say("shell.checked", figures.clock(at), status.every().toSeconds()))
                .orElse(words.say("shell.checked.not-yet")));
    }

    private static Region rule() {
        Region rule = new Region();
        rule.getStyleClass().add("lk-status-rule");
        return rule;
    }

    private static Button segment(String id, Runnable action) {
        Button segment = new Button();
        segment.setMnemonicParsing(false);
        segment.setId(id);
        segment.getStyleClass().addAll("lk-status-part", "lk-may-cut");
        segment.setOnAction(_ -> action.run());
        segment.setMinWidth(0);
        return segment;
    }
}

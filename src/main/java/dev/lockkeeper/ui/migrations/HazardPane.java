package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.lint.Hazard;
import dev.lockkeeper.schema.lint.Severity;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// What would hurt about one revision: its hazards, and what the live data would refuse.
final class HazardPane extends VBox {

    private static final double HIGHEST = 200;

    private final Words words;
    private final HBox head = new HBox(8);
    private final VBox rows = new VBox();
    private final ScrollPane scroll = new ScrollPane(rows);

    HazardPane(Words words) {
        this.words = words;
        setId("hazards");
        getStyleClass().add("hazards");
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("hazards-head");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("lk-sheet-scroll");
        scroll.setMaxHeight(HIGHEST);
        scroll.setMinHeight(0);
        getChildren().addAll(head, scroll);
        setMaxHeight(USE_PREF_SIZE); // gives way where a problem stands above it, never grows
    }

    /// Keeps its height while it asks, so that nothing jumps.
    void asking() {
        head.getChildren().setAll(Labels.strong(words.say("migrations.hazards")),
                Labels.cut(Labels.secondary(words.say("migrations.hazards.asking"))));
    }

    void show(Rung rung, Optional<Lookout.Ahead> found) {
        head.getChildren().setAll(Labels.strong(words.say("migrations.hazards")));
        rows.getChildren().clear();
        if (found.isEmpty()) {
            head.getChildren().add(Badge.of(Tone.WAIT, words.say("migrations.hazards.unknown")));
            return;
        }
        List<Hazard> hazards = found.get().hazards();
        count(Tone.BAD, "migrations.hazards.red", hazards.stream().filter(hazard -> is(hazard, Severity.RED)).count()
                + found.get().data().stream().filter(DataFinding::inTheWay).count());
        count(Tone.WARN, "migrations.hazards.amber", hazards.stream().filter(hazard -> is(hazard, Severity.AMBER)).count());
        count(Tone.WORK, "migrations.hazards.note", hazards.stream().filter(hazard -> is(hazard, Severity.NOTE)).count());
        found.get().data().stream().filter(data -> data.inTheWay() || data.unknown().isPresent())
                .forEach(data -> row(data.inTheWay() ? Tone.BAD : Tone.WAIT, words.say(data.words()),
                        words.say("migrations.hazards.data"), line(data.check().line())));
        hazards.stream().sorted(java.util.Comparator.comparing((Hazard hazard) -> !hazard.counts())
                .thenComparing(hazard -> hazard.rule().severity())).forEach(this::row);
        int passed = passed(rung, found.get());
        count(Tone.OK, "migrations.hazards.passed", passed);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        head.getChildren().add(gap);
    }

    /// What was looked at and found good, told in the same rows.
    private int passed(Rung rung, Lookout.Ahead found) {
        int passed = 0;
        if (!rung.state().applied()) {
            if (found.data().stream().noneMatch(data -> data.inTheWay() || data.unknown().isPresent())) {
                row(Tone.OK, words.say("migrations.hazards.data-fits"), words.say("migrations.hazards.data-fits.why",
                        found.data().size()), Optional.empty());
                passed++;
            }
            if (rung.script().filter(script -> script.transactional()).isPresent()) {
                row(Tone.OK, words.say("migrations.hazards.whole"), words.say("migrations.hazards.whole.why"), Optional.empty());
                passed++;
            }
        }
        if (rung.hasWayBack()) {
            row(Tone.OK, words.say("migrations.hazards.way-back"), words.say("migrations.hazards.way-back.why"),
                    Optional.empty());
            passed++;
        }
        return passed;
    }

    private static boolean is(Hazard hazard, Severity severity) {
        return hazard.counts() && hazard.rule().severity() == severity;
    }

    private void count(Tone tone, String key, long number) {
        if (number > 0) {
            head.getChildren().add(tone == Tone.WORK
                    ? Badge.of(tone, org.kordamp.ikonli.feather.Feather.INFO, words.say(key, number))
                    : Badge.of(tone, words.say(key, number)));
        }
    }

    private void row(Hazard hazard) {
        Tone tone = hazard.counts() ? tone(hazard.rule().severity()) : Tone.WAIT;
        String why = hazard.allowed().map(reason -> words.say("migrations.hazards.allowed", reason))
                .orElseGet(() -> words.say(hazard.why()) + " " + words.say(hazard.instead()));
        row(tone, words.say(hazard.what()), why, line(hazard.line()));
    }

    private static Tone tone(Severity severity) {
        return switch (severity) {
            case RED -> Tone.BAD;
            case AMBER -> Tone.WARN;
            case NOTE -> Tone.WORK;
        };
    }

    private Optional<String> line(int line) {
        return line > 0 ? Optional.of(words.say("migrations.hazards.line", line)) : Optional.empty();
    }

    private void row(Tone tone, String what, String why, Optional<String> place) {
        FontIcon icon = new FontIcon(tone == Tone.WORK ? org.kordamp.ikonli.feather.Feather.INFO : tone.icon());
        icon.getStyleClass().addAll("hazard-icon", tone.style());
        VBox texts = new VBox(2, new Wrapped(what, "lk-semibold"), new Wrapped(why, "lk-muted"));
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox row = new HBox(10, icon, texts);
        place.ifPresent(text -> {
            Label label = Labels.mono(text);
            label.getStyleClass().add("hazard-place");
            row.getChildren().add(label);
        });
        row.setAlignment(Pos.TOP_LEFT);
        row.getStyleClass().add("hazard-row");
        rows.getChildren().add(row);
    }
}

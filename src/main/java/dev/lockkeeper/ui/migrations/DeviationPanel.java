package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Identity;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A schema that is not what its ledgers say: object by object what the revision it is taken for makes, and what is there.
final class DeviationPanel extends VBox {

    private static final int ROWS = 12;

    private final Words words;

    /// What can be done from here.
    interface Ways {

        void stamp(Revision revision);

        void verify();
    }

    DeviationPanel(MigrationsPage.Proof.Known proof, Ladder ladder, boolean mayStamp, Frame frame, Ways ways) {
        this.words = frame.words();
        Identity identity = proof.identity();
        setId("deviation");
        getStyleClass().addAll("lk-diagnosis", Tone.WARN.style());
        VBox body = new VBox(10);
        body.getStyleClass().add("lk-diagnosis-body");
        Label ledger = Labels.cut(Labels.secondary(words.say("migrations.deviation.ledger", ladder.current().id())));
        HBox first = new HBox(10, Badge.of(Tone.WARN, words.say("migrations.deviation.badge")), ledger);
        first.setAlignment(Pos.CENTER_LEFT);
        body.getChildren().addAll(first, new Wrapped(words.say(identity.words()), "lk-verdict-text"),
                new Wrapped(words.say(why(identity))));
        body.getChildren().add(table(proof, ladder));
        if (identity.candidates().size() == 1) {
            body.getChildren().add(Labels.cut(Labels.toned(Tone.OK, words.say("migrations.deviation.ledgers-only"))));
            body.getChildren().add(steps());
        }
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("lk-sheet-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, foot(proof, mayStamp, frame, ways));
        setMinHeight(220);
    }

    private static String why(Identity identity) {
        return switch (identity) {
            case Identity.Exactly _ -> "migrations.deviation.why.exactly";
            case Identity.Alike _ -> "migrations.deviation.why.alike";
            case Identity.Between _ -> "migrations.deviation.why.between";
            case Identity.Nearest _ -> "migrations.deviation.why.nearest";
        };
    }

    /// What the button does, in its order.
    private VBox steps() {
        VBox steps = new VBox(6, Labels.cut(Labels.secondary(words.say("migrations.deviation.steps"))));
        for (int number = 1; number <= 3; number++) {
            Label circle = Labels.strong(String.valueOf(number));
            circle.getStyleClass().add("lk-step-number");
            HBox step = new HBox(8, circle, Labels.cut(Labels.body(words.say("migrations.deviation.steps." + number))));
            step.setAlignment(Pos.CENTER_LEFT);
            steps.getChildren().add(step);
        }
        return steps;
    }

    private GridPane table(MigrationsPage.Proof.Known proof, Ladder ladder) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("proof-table");
        for (double share : new double[]{33, 26.5, 26.5, 14}) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
        String id = proof.against().revision().id();
        row(grid, 0, words.say("migrations.deviation.item"), words.say("migrations.deviation.expects", id),
                words.say("migrations.deviation.found"), null);
        List<Difference> wrong = proof.against().wrong();
        List<Difference> right = right(proof);
        int at = 1;
        for (Difference difference : wrong.stream().limit(ROWS).toList()) {
            row(grid, at++, what(difference), difference.expected().map(DeviationPanel::shown).orElse("–"),
                    difference.found().map(DeviationPanel::shown).orElse(words.say("migrations.deviation.missing")), false);
        }
        for (Difference difference : right.stream().limit(Math.max(0, ROWS - wrong.size())).toList()) {
            String there = shown(difference.found().orElse(""));
            row(grid, at++, what(difference), there, there, true);
        }
        int more = Math.max(0, wrong.size() - ROWS);
        if (more > 0) {
            row(grid, at++, words.say("migrations.deviation.more", more), "", "", false);
        } else {
            int same = proof.against().expected().objects().size() - wrong.size() - Math.min(right.size(), ROWS - wrong.size());
            row(grid, at++, words.say("migrations.deviation.rest", Math.max(0, same)), words.say("migrations.deviation.same"),
                    words.say("migrations.deviation.same"), true);
        }
        row(grid, at, words.say("migrations.deviation.ledgers"), id, ladder.current().id(), id.equals(ladder.current().id()));
        return grid;
    }

    /// What the revision brings beyond the ledger's, and is there.
    private static List<Difference> right(MigrationsPage.Proof.Known proof) {
        List<String> wrong = proof.against().wrong().stream().map(difference -> difference.object().path()).toList();
        return proof.ledger().wrong().stream()
                .filter(difference -> difference.found().isPresent() && !wrong.contains(difference.object().path())).toList();
    }

    private String what(Difference difference) {
        return words.say(difference.object().kind().key()) + " " + difference.object().path();
    }

    private static String shown(String definition) {
        // as psql's short names go, since a cell is narrow
        String line = definition.replace("\\n", " ").replace("character varying", "varchar")
                .replace("timestamp with time zone", "timestamptz").replace("timestamp without time zone", "timestamp")
                .replaceFirst(" null$", "").strip();
        return line.isEmpty() ? "✓" : line;
    }

    private void row(GridPane grid, int at, String item, String expected, String found,
            @org.jspecify.annotations.Nullable Boolean same) {
        Label first = Labels.cut(at == 0 ? Labels.secondary(item) : Labels.body(item));
        Label second = Labels.cut(at == 0 ? Labels.secondary(expected) : Labels.mono(expected));
        Label third = Labels.cut(at == 0 ? Labels.secondary(found) : Labels.mono(found));
        for (Label label : List.of(first, second, third)) {
            label.setTooltip(new javafx.scene.control.Tooltip(label.getText()));
            label.setWrapText(true); // where a difference stands is the end of a definition
        }
        List<Label> cells = new ArrayList<>(List.of(first, second, third));
        if (same != null) {
            Label verdict = new Label(words.say(same ? "migrations.deviation.same" : "migrations.deviation.other"),
                    new FontIcon(same ? Feather.CHECK : Feather.X));
            verdict.setMinWidth(Region.USE_PREF_SIZE);
            verdict.getStyleClass().addAll("proof-verdict", same ? Tone.OK.style() : Tone.BAD.style());
            cells.add(verdict);
        } else {
            cells.add(new Label(""));
        }
        for (int column = 0; column < cells.size(); column++) {
            HBox cell = new HBox(cells.get(column));
            cell.setAlignment(column == 3 ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            cell.getStyleClass().addAll("proof-cell", at == 0 ? "proof-head" : "proof-row");
            grid.add(cell, column, at);
        }
    }

    private HBox foot(MigrationsPage.Proof.Known proof, boolean mayStamp, Frame frame, Ways ways) {
        HBox foot = new HBox(8);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("lk-diagnosis-foot");
        Optional<Revision> one = proof.identity().candidates().stream().findFirst()
                .filter(_ -> proof.identity().candidates().size() == 1);
        if (one.isPresent()) {
            Button stamp = Buttons.primary(Feather.BOOKMARK, words.say("migrations.deviation.stamp", one.get().id()),
                    () -> ways.stamp(one.get()));
            stamp.setId("stamp-proven");
            stamp.setDisable(!mayStamp);
            foot.getChildren().add(stamp);
        } else {
            // of several that are true none is chosen beforehand
            FlowPane stamps = new FlowPane(8, 8);
            HBox.setHgrow(stamps, Priority.ALWAYS);
            foot.getChildren().add(stamps);
            proof.identity().candidates().forEach(revision -> {
                Button stamp = Buttons.plain(Feather.BOOKMARK, words.say("migrations.deviation.stamp", revision.id()),
                        () -> ways.stamp(revision));
                stamp.setId("stamp-" + revision.id());
                stamp.setDisable(!mayStamp);
                stamps.getChildren().add(stamp);
            });
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        foot.getChildren().addAll(gap,
                Buttons.flat(Feather.COPY, words.say("migrations.deviation.copy"), () -> frame.copy(text(proof))),
                Buttons.plain(Feather.SHIELD, words.say("migrations.deviation.again"), ways::verify));
        return foot;
    }

    private String text(MigrationsPage.Proof.Known proof) {
        List<String> lines = new ArrayList<>(List.of(words.say(proof.identity().words())));
        proof.against().differences().forEach(difference -> lines.add("- " + words.say(difference.words())));
        return String.join("\n", lines);
    }
}

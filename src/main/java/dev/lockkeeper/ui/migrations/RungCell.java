package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// One revision on the ladder.
final class RungCell extends ListCell<Rung> {

    /// Where cells are lower, the line of the tables is left out.
    private static final double ROOM_FOR_FOUR = 102;

    private final Words words;
    private final Figures figures;
    private final Supplier<MigrationsPage> page;

    RungCell(Frame frame, Supplier<MigrationsPage> page) {
        this.words = frame.words();
        this.figures = frame.figures();
        this.page = page;
        getStyleClass().add("rung-cell");
        setPrefWidth(0); // as wide as the list, never wider
    }

    @Override
    protected void updateItem(@Nullable Rung rung, boolean empty) {
        super.updateItem(rung, empty);
        setText(null);
        setGraphic(rung == null || empty
                ? null
                : page.get().rungs().size() > LadderView.MANY ? beside(rung, box(rung)) : box(rung));
    }

    private HBox beside(Rung rung, Region box) {
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMinWidth(0);
        HBox.setMargin(box, new javafx.geometry.Insets(0, 0, 10, 0));
        return new HBox(new GaugeSlice(page.get(), rung.revision(), getListView().getFixedCellSize()), box);
    }

    private Region box(Rung rung) {
        boolean current = page.get().ladder().filter(ladder -> ladder.current().equals(rung.revision())).isPresent();
        Label id = Labels.strong(rung.revision().id());
        id.getStyleClass().add("rung-id");
        Label title = Labels.cut(Labels.strong(title(rung, words)));
        HBox first = line(id, title, null); // a title is read before anything else: it has the whole line
        HBox second = line(Labels.cut(Labels.mono(rung.name())), null, badge(rung.state(), words));
        Label touches = Labels
                .cut(Labels.secondary(String.join(", ", rung.script().map(Script::touches).orElse(java.util.List.of()))));
        touches.getStyleClass().add("rung-touches");
        boolean roomy = getListView().getFixedCellSize() >= ROOM_FOR_FOUR;
        HBox last = line(Labels.cut(Labels.secondary(when(rung))), current && !roomy ? level() : null,
                ScriptLoss.of(java.util.List.of(rung)).isEmpty() ? null : hint());
        VBox box = new VBox(first, second, last);
        if (roomy) {
            box.getChildren().add(2, line(touches, null, current ? level() : null));
        }
        box.getStyleClass().add("rung-box");
        setAccessibleText(rung.revision() + " " + title.getText() + ", " + words.say(rung.state().key())
                + (current ? ", " + words.say("migrations.current") : ""));
        return box;
    }

    private static HBox line(Label start, @Nullable Label second, @Nullable Label end) {
        HBox line = new HBox(8, start);
        line.setAlignment(Pos.CENTER_LEFT);
        if (second != null) {
            line.getChildren().add(second);
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        line.getChildren().add(gap);
        if (end != null) {
            line.getChildren().add(end);
        }
        return line;
    }

    private Label level() {
        Badge badge = Badge.of(Tone.WORK, Feather.ANCHOR,
                words.say(page.get().liveLevel().isPresent() ? "migrations.recorded" : "migrations.current"));
        badge.getStyleClass().add("solid");
        return badge;
    }

    private Label hint() {
        Label hint = Labels.toned(Tone.WARN, words.say("migrations.hint.loses"));
        hint.getStyleClass().add("rung-hint");
        return hint;
    }

    private String when(Rung rung) {
        if (rung.appliedAt().isEmpty()) {
            return words.say(rung.state() == RungState.UNKNOWN ? "migrations.when.unknown" : "migrations.when.never");
        }
        String date = figures.date(rung.appliedAt().get());
        return rung.took().map(took -> date + " · " + figures.took(took)).orElse(date);
    }

    /// What the revision is about, in the language of the screen; its name where its file tells no more.
    static String title(Rung rung, Words words) {
        Optional<String> told = rung.script()
                .flatMap(script -> words.language() == Language.KOREAN ? script.koreanTitle() : script.englishTitle());
        return told.or(() -> rung.script().flatMap(Script::koreanTitle)).orElse(rung.name().replace('_', ' '));
    }

    static Badge badge(RungState state, Words words) {
        return Badge.of(tone(state), icon(state), words.say(state.key()));
    }

    private static Tone tone(RungState state) {
        return switch (state) {
            case APPLIED -> Tone.OK;
            case PENDING, UNKNOWN -> Tone.WAIT;
            case UNDONE -> Tone.UNDONE;
            case FAILED, MISSING -> Tone.BAD;
            case MODIFIED -> Tone.WARN;
        };
    }

    private static Ikon icon(RungState state) {
        return switch (state) {
            case APPLIED -> Feather.CHECK_CIRCLE;
            case PENDING -> Feather.CIRCLE;
            case UNDONE -> Feather.CORNER_UP_LEFT;
            case FAILED -> Feather.X_OCTAGON;
            case MODIFIED -> Feather.EDIT_3;
            case MISSING -> Feather.FILE_MINUS;
            case UNKNOWN -> Feather.HELP_CIRCLE;
        };
    }
}

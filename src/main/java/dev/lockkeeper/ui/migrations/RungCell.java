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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
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
    private final Label id = Labels.strong("");
    private final Label title = Labels.cut(Labels.strong(""));
    private final Badge state = Badge.of(Tone.WAIT, "");
    private final Label name = Labels.cut(Labels.mono(""));
    private final Label touches = Labels.cut(Labels.secondary(""));
    private final Badge level;
    private final Label when = Labels.cut(Labels.secondary(""));
    private final Label hint;
    private final VBox box;
    private final GaugeSlice slice = new GaugeSlice();
    private final HBox beside = new HBox();
    private @Nullable RungState stateShown;

    RungCell(Frame frame, Supplier<MigrationsPage> page) {
        this.words = frame.words();
        this.figures = frame.figures();
        this.page = page;
        getStyleClass().add("rung-cell");
        setPrefWidth(0); // as wide as the list, never wider
        id.getStyleClass().add("rung-id");
        title.setTooltip(new Tooltip());
        touches.getStyleClass().add("rung-touches");
        level = Badge.of(Tone.WORK, Feather.ANCHOR, words.say("migrations.current"));
        level.getStyleClass().add("solid");
        hint = Labels.toned(Tone.WARN, words.say("migrations.hint.loses"));
        hint.getStyleClass().add("rung-hint");
        box = new VBox(line(id, title, state), line(name, null, level), line(touches, null, null), line(when, null, hint));
        box.getStyleClass().add("rung-box");
        HBox.setHgrow(box, Priority.ALWAYS);
        HBox.setMargin(box, new Insets(0, 0, 10, 0));
        level.visibleProperty().bind(level.managedProperty());
        hint.visibleProperty().bind(hint.managedProperty());
    }

    /// A list fills its cells anew whenever it is scrolled: only the words change, the nodes stay.
    @Override
    protected void updateItem(@Nullable Rung rung, boolean empty) {
        super.updateItem(rung, empty);
        setText(null);
        if (rung == null || empty) {
            setGraphic(null);
            return;
        }
        fill(rung);
        if (page.get().rungs().size() > LadderView.MANY) {
            slice.draw(page.get(), rung.revision(), getListView().getFixedCellSize());
            box.setMinWidth(0);
            beside.getChildren().setAll(slice, box);
            setGraphic(beside);
        } else {
            beside.getChildren().clear();
            box.setMinWidth(USE_COMPUTED_SIZE);
            setGraphic(box);
        }
    }

    private void fill(Rung rung) {
        boolean current = page.get().ladder().filter(ladder -> ladder.current().equals(rung.revision())).isPresent();
        id.setText(rung.revision().id());
        title.setText(title(rung, words));
        title.getTooltip().setText(title.getText());
        if (rung.state() != stateShown) {
            stateShown = rung.state();
            state.show(tone(rung.state()), icon(rung.state()), words.say(rung.state().key()));
        }
        name.setText(rung.name());
        level.setText(words.say(page.get().liveLevel().isPresent() ? "migrations.recorded" : "migrations.current"));
        level.setManaged(current);
        touches.setText(String.join(", ", rung.script().map(Script::touches).orElse(List.of())));
        when.setText(when(rung));
        hint.setManaged(!ScriptLoss.of(List.of(rung)).isEmpty());
        boolean roomy = getListView().getFixedCellSize() >= ROOM_FOR_FOUR;
        Node third = box.getChildren().get(2);
        third.setVisible(roomy);
        third.setManaged(roomy);
        setAccessibleText(rung.revision() + " " + title.getText() + ", " + words.say(rung.state().key())
                + (current ? ", " + words.say("migrations.current") : ""));
    }

    private static HBox line(Label start, @Nullable Label second, @Nullable Label end) {
        HBox line = new HBox(8, start);
        line.setAlignment(Pos.CENTER_LEFT);
        if (second != null) {
            line.getChildren().add(second);
        }
        if (end != null) {
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            line.getChildren().addAll(gap, end);
        }
        return line;
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

package dev.lockkeeper.ui.backups;

import dev.lockkeeper.ui.backups.Fortnight.Day;
import dev.lockkeeper.ui.backups.Fortnight.Standing;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The last 14 days in one line: a box for each day's best backup, and what the boxes mean.
final class FortnightStrip extends HBox {

    private final Words words;
    private final Label months = Labels.caption("");
    private final HBox boxes = new HBox(6);
    private final FlowPane legend = new FlowPane(14, 4);
    private Optional<Fortnight> shown = Optional.empty();

    FortnightStrip(Words words) {
        super(18);
        this.words = words;
        setId("fortnight");
        getStyleClass().addAll("lk-card", "fortnight");
        setAlignment(Pos.CENTER_LEFT);
        VBox name = new VBox(4, Labels.headed(Feather.CALENDAR, words.say("backups.days")), months);
        name.setAlignment(Pos.CENTER_LEFT);
        legend.setAlignment(Pos.CENTER_RIGHT);
        legend.setMinWidth(0);
        legend.setPrefWrapLength(330);
        HBox.setHgrow(legend, Priority.ALWAYS);
        boxes.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(name, boxes, legend);
        setMinHeight(USE_PREF_SIZE);
    }

    void show(Fortnight fortnight, LocalDate today) {
        if (shown.equals(Optional.of(fortnight))) {
            return;
        }
        shown = Optional.of(fortnight);
        Month first = fortnight.days().getFirst().date().getMonth();
        Month last = fortnight.days().getLast().date().getMonth();
        months.setText(first == last ? name(first) : name(first) + "–" + name(last));
        boxes.getChildren().setAll(fortnight.days().stream().map(day -> box(day, day.date().equals(today))).toList());
        legend.getChildren().clear();
        fortnight.counts().forEach((standing, days) -> {
            Label label = Labels.toned(Tone.WAIT, words.say(standing.key()) + " " + days);
            StateLook.of(standing).dress(label);
            legend.getChildren().add(label);
        });
    }

    private VBox box(Day day, boolean today) {
        StateLook look = StateLook.of(day.standing());
        StackPane box = new StackPane(new FontIcon(look.icon()));
        box.getStyleClass().addAll("day-box", look.tone().style());
        if (day.standing() == Standing.NONE) {
            box.getStyleClass().add("none");
        }
        Label number = Labels.caption(Integer.toString(day.date().getDayOfMonth()));
        if (today) {
            box.getStyleClass().add("today");
            number.getStyleClass().add("day-today");
        }
        VBox both = new VBox(4, box, number);
        both.setAlignment(Pos.TOP_CENTER);
        String told = words.say("backups.day.told", day.date().toString(), words.say(day.standing().key()), day.backups())
                + (today ? " · " + words.say("backups.day.today") : "");
        both.setAccessibleRole(AccessibleRole.TEXT);
        both.setAccessibleText(told);
        Tooltip.install(both, new Tooltip(told));
        return both;
    }

    private String name(Month month) {
        return month.getDisplayName(TextStyle.SHORT, locale());
    }

    private Locale locale() {
        return words.language().locale();
    }
}

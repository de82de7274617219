package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.RunSnapshot.StepState;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The steps of a run, one under the other, each with its state and its time.
final class StepList extends VBox {

    private final Words words;
    private final Figures figures;
    private List<RunSnapshot.Step> shown = List.of();
    private boolean ended;

    StepList(Words words, Figures figures) {
        this.words = words;
        this.figures = figures;
        getStyleClass().add("lk-steps");
    }

    void show(RunSnapshot run) {
        if (shown.equals(run.steps()) && ended == !run.running() && !getChildren().isEmpty()) {
            return;
        }
        shown = run.steps();
        ended = !run.running();
        getChildren().clear();
        if (shown.isEmpty()) {
            getChildren().add(Labels.toned(ActivityModel.tone(run),
                    words.say(run.running() ? "activity.beginning" : ActivityModel.word(run))));
        }
        for (int i = 0; i < shown.size(); i++) {
            getChildren().add(row(shown.get(i), i == shown.size() - 1, !run.running()));
        }
    }

    private HBox row(RunSnapshot.Step step, boolean last, boolean over) {
        StackPane circle = new StackPane();
        circle.getStyleClass().addAll("lk-step-circle", step.state().name().toLowerCase(Locale.ROOT));
        switch (step.state()) {
            case DONE -> circle.getChildren().add(new FontIcon(Feather.CHECK));
            case RUNNING -> circle.getChildren().add(new FontIcon(Feather.LOADER));
            case FAILED -> circle.getChildren().add(new FontIcon(Feather.X));
            case STOPPED -> circle.getChildren().add(new FontIcon(Feather.SQUARE));
            case AHEAD -> {
            }
        }
        Region line = new Region();
        line.getStyleClass().add("lk-step-line");
        line.setVisible(!last);
        VBox.setVgrow(line, Priority.ALWAYS);
        VBox left = new VBox(circle, line);
        left.setAlignment(Pos.TOP_CENTER);
        Label title = Labels.cut(
                step.state() == StepState.AHEAD ? Labels.body(words.say(step.title())) : Labels.strong(words.say(step.title())));
        if (step.state() == StepState.AHEAD) {
            title.getStyleClass().add("lk-ahead");
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label time = Labels.secondary(step.state() == StepState.AHEAD
                ? words.say(over ? "activity.not-run" : "state.waiting")
                : figures.took(step.took()));
        HBox words = new HBox(8, title, gap, time);
        words.getStyleClass().add("lk-step-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        return new HBox(12, left, words);
    }
}

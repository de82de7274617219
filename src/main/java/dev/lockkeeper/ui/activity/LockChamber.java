package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Waterway;
import dev.lockkeeper.words.Words;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/// The lock chamber of a run: the water stands as high as the steps that are done.
final class LockChamber extends VBox {

    private static final double WIDTH = 268;
    private static final double HEIGHT = 112;
    private static final double FLOOR = 100;
    private static final double LOW = 84;
    private static final double HIGH = 32;

    private final Pane drawing = new Pane();
    private final Label word = Labels.strong("");
    private final Words words;
    private List<Object> asked = List.of();

    LockChamber(Words words) {
        this.words = words;
        getStyleClass().add("lk-lock");
        drawing.setMinSize(WIDTH, HEIGHT);
        drawing.setMaxSize(WIDTH, HEIGHT);
        drawing.getStyleClass().add("lk-lock-drawing");
        word.getStyleClass().add("lk-lock-word");
        setAlignment(Pos.CENTER);
        setMaxWidth(WIDTH + 2);
        getChildren().addAll(drawing, word);
    }

    void show(RunSnapshot run) {
        double share = run.share();
        if (asked.equals(List.of(share, run.running(), ActivityModel.word(run)))) {
            return;
        }
        asked = List.of(share, run.running(), ActivityModel.word(run));
        double level = LOW - (LOW - HIGH) * share;
        Group boat = Waterway.boat();
        boat.setLayoutX(130);
        boat.setLayoutY(level);
        boolean well = run.outcome().map(end -> end instanceof dev.lockkeeper.operation.Outcome.Done<?>).orElse(false);
        drawing.getChildren().setAll(Waterway.water(0, LOW, 58, FLOOR), Waterway.water(67, level, 138, FLOOR),
                Waterway.water(214, HIGH, WIDTH - 214, FLOOR), Waterway.box(0, FLOOR, WIDTH, HEIGHT - FLOOR, "lk-stone"),
                Waterway.box(58, 16, 9, FLOOR - 16, "lk-gate"),
                Waterway.box(205, well ? HIGH + 12 : 10, 9, FLOOR - (well ? HIGH + 12 : 10), "lk-gate"), boat);
        if (level < FLOOR - 20) {
            drawing.getChildren().addAll(Waterway.wave(86, level + 18), Waterway.wave(160, Math.min(FLOOR - 8, level + 26)));
        }
        if (run.running()) {
            drawing.getChildren().addAll(Waterway.level(74, 200, HIGH, "lk-dash-work"), Waterway.arrowUp(182, HIGH + 8, 20));
        }
        word.setText(words.say(run.running() ? "activity.rising" : ActivityModel.word(run)));
    }
}

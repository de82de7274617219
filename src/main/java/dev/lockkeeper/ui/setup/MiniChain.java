package dev.lockkeeper.ui.setup;

import dev.lockkeeper.setup.Checklist;
import dev.lockkeeper.setup.Step;
import dev.lockkeeper.setup.StepState;
import dev.lockkeeper.ui.kit.Waterway;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/// The steps as a small waterway of seven chambers, with the boat where the set-up has come to.
final class MiniChain extends Pane {

    private static final double HEIGHT = 66;
    private static final double FLOOR = 58;
    private static final double HIGH = 26;
    private static final double WORKING = 42;
    private static final double LOW = 54;

    private Checklist list = Checklist.BLANK;
    private Object drawn = List.of();

    MiniChain() {
        getStyleClass().add("setup-chain");
        setId("setup-chain");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setMinWidth(0);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.setHeight(HEIGHT);
        clip.setArcWidth(12);
        clip.setArcHeight(12);
        setClip(clip);
        widthProperty().subscribe(this::draw);
    }

    void show(Checklist now, String words) {
        list = now;
        setAccessibleText(words);
        draw();
    }

    private void draw() {
        double width = getWidth();
        Object asked = List.of(width, list.steps().stream().map(MiniChain::gate).toList());
        if (width < 140 || asked.equals(drawn)) {
            return;
        }
        drawn = asked;
        int count = list.steps().size();
        double chamber = width / count;
        List<Node> water = new ArrayList<>();
        List<Node> gates = new ArrayList<>();
        List<Node> words = new ArrayList<>();
        double boat = chamber / 2;
        double level = LOW;
        for (int i = 0; i < count; i++) {
            double left = i * chamber;
            Waterway.Gate gate = gate(list.steps().get(i));
            switch (gate) {
                case OPEN -> {
                    water.add(Waterway.water(left, HIGH, chamber, FLOOR));
                    boat = left + (i + 1 < count && gate(list.steps().get(i + 1)) != Waterway.Gate.OPEN
                            ? chamber - 34
                            : chamber / 2);
                    level = HIGH;
                }
                case WORKING -> {
                    water.add(Waterway.water(left, WORKING, chamber, FLOOR));
                    boat = left + 34;
                    level = WORKING;
                }
                case BROKEN -> {
                    water.add(Waterway.box(left, 0, chamber, FLOOR, "lk-hatch-bad"));
                    water.add(Waterway.water(left, LOW, chamber, FLOOR));
                }
                case SHUT -> water.add(Waterway.box(left, LOW, chamber, FLOOR - LOW, "lk-water"));
            }
            // the first chamber is entered from the open river
            if (i > 0) {
                gates.add(gate(left, gate));
            }
            Label number = new Label(Integer.toString(i + 1));
            number.getStyleClass().add("setup-chamber");
            number.setLayoutX(left + (gate == Waterway.Gate.WORKING ? chamber - 24 : chamber / 2 - 4));
            number.setLayoutY(38);
            words.add(number);
        }
        getChildren().setAll(water);
        getChildren().add(Waterway.box(0, FLOOR, width, HEIGHT - FLOOR, "lk-stone"));
        getChildren().addAll(gates);
        Group drawing = Waterway.boat();
        drawing.setId("setup-boat");
        drawing.setScaleX(0.75);
        drawing.setScaleY(0.75);
        drawing.setLayoutX(Math.rint(boat));
        drawing.setLayoutY(level + 1);
        getChildren().add(drawing);
        getChildren().addAll(words);
    }

    /// Lifted where the boat has passed, else standing on the floor.
    private static Node gate(double x, Waterway.Gate state) {
        return switch (state) {
            case OPEN -> new Group(Waterway.box(x - 4, 0, 8, 12, "lk-gate"));
            case SHUT -> panel(x, "lk-post");
            case WORKING -> panel(x, "lk-gate-work");
            case BROKEN -> panel(x, "lk-gate-bad");
        };
    }

    private static Node panel(double x, String style) {
        return new Group(Waterway.box(x - 7, 3, 14, 4, style), Waterway.box(x - 4, 3, 8, FLOOR - 3, style));
    }

    private static Waterway.Gate gate(Step step) {
        return switch (step.state()) {
            case StepState.Ready _,StepState.NotNeeded _ -> Waterway.Gate.OPEN;
            case StepState.Looking _,StepState.Working _ -> Waterway.Gate.WORKING;
            case StepState.Broken _ -> Waterway.Gate.BROKEN;
            case StepState.Waiting _,StepState.ToDo _ -> Waterway.Gate.SHUT;
        };
    }
}

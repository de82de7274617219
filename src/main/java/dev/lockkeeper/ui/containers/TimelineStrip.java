package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.HealthCheck;
import dev.lockkeeper.containers.Phase;
import dev.lockkeeper.containers.Timeline;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The states of the container one after the other, and below them the marks of its health checks.
final class TimelineStrip extends Pane {

    private static final double CELL = 38;
    private static final double TIMES = 43;
    private static final double CHECKS = 78;
    private static final double HEIGHT = 88;
    private static final double MARK = 14;

    private final Words words;
    private final Figures figures;
    private Told told = new Told(Timeline.BLANK, Instant.EPOCH);
    private Strip strip = Strip.NOTHING;

    private record Told(Timeline timeline, Instant now) {}

    TimelineStrip(Frame frame) {
        this.words = frame.words();
        this.figures = frame.figures();
        setId("timeline");
        setMinSize(0, HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        widthProperty().subscribe(this::draw);
    }

    void show(Timeline timeline, Instant now) {
        Told fresh = new Told(timeline, now);
        if (!fresh.equals(told)) {
            told = fresh;
            draw();
        }
    }

    boolean shortened() {
        return strip.shortened();
    }

    private void draw() {
        strip = Strip.of(told.timeline.phases(), told.now, getWidth(), this::needed);
        List<Node> drawn = new ArrayList<>();
        if (strip.left() > 0) {
            drawn.add(more());
        }
        for (Strip.Cell cell : strip.cells()) {
            drawn.add(cell(cell));
            if (cell.shortened()) {
                drawn.addAll(cut(cell));
            }
            if (cell.words()) {
                drawn.add(times(cell));
            }
        }
        if (!strip.cells().isEmpty()) {
            checks(drawn);
        }
        getChildren().setAll(drawn);
    }

    private Node more() {
        Label label = new Label("+" + strip.left());
        label.getStyleClass().addAll("phase", "wait");
        label.setMinSize(Strip.MORE, CELL);
        label.setAlignment(Pos.CENTER);
        String earlier = words.say("containers.timeline.earlier", strip.left());
        label.setAccessibleText(earlier);
        label.setTooltip(new Tooltip(earlier));
        return label;
    }

    private Node cell(Strip.Cell cell) {
        Phase stretch = cell.stretch();
        StateLook look = StateLook.of(stretch.condition());
        Label label = Labels.cut(new Label(cell.words() ? name(stretch) : "", new FontIcon(look.icon())));
        label.getStyleClass().addAll("phase", look.tone().style());
        label.setLayoutX(cell.x());
        label.setMinSize(cell.width(), CELL);
        label.setPrefSize(cell.width(), CELL);
        label.setMaxSize(cell.width(), CELL);
        label.setAlignment(cell.words() ? Pos.CENTER_LEFT : Pos.CENTER);
        String all = name(stretch) + ", " + time(stretch) + ", " + span(stretch);
        label.setAccessibleRole(AccessibleRole.TEXT);
        label.setAccessibleText(all);
        label.setTooltip(new Tooltip(all));
        return label;
    }

    /// A slanted gap, as a torn ruler has.
    private List<Node> cut(Strip.Cell cell) {
        double x = cell.x() + cell.width() * 0.74;
        Polygon gap = new Polygon(x + 12, -1, x + 24, -1, x + 12, CELL + 1, x, CELL + 1);
        gap.getStyleClass().add("phase-gap");
        String style = StateLook.of(cell.stretch().condition()).tone().style();
        Line left = new Line(x + 12, 0, x, CELL);
        Line right = new Line(x + 24, 0, x + 12, CELL);
        for (Line edge : List.of(left, right)) {
            edge.getStyleClass().addAll("phase-edge", style);
        }
        List<Node> all = List.of(gap, left, right);
        all.forEach(node -> node.setMouseTransparent(true));
        return all;
    }

    private Node times(Strip.Cell cell) {
        Label at = new Label(time(cell.stretch()));
        at.getStyleClass().add("phase-time");
        HBox row = new HBox(6, at, Labels.cut(Labels.caption(span(cell.stretch()))));
        row.setAlignment(Pos.CENTER_LEFT);
        row.setLayoutX(cell.x());
        row.setLayoutY(TIMES);
        row.setMaxWidth(cell.width());
        row.setPrefWidth(cell.width());
        return row;
    }

    private void checks(List<Node> drawn) {
        Label name = Labels.caption(words.say("containers.timeline.checks"));
        name.setLayoutY(CHECKS - 9);
        double from = wide(name.getText()) + 10;
        Line line = new Line(from, CHECKS + 9, getWidth(), CHECKS + 9);
        line.getStyleClass().add("probe-line");
        drawn.add(line);
        drawn.add(name);
        double free = from;
        int passed = 0;
        int failed = 0;
        for (HealthCheck.Probe probe : told.timeline.probes()) {
            OptionalDouble x = strip.x(probe.at(), told.now);
            if (x.isEmpty()) {
                continue;
            }
            if (probe.passed()) {
                passed++;
            } else {
                failed++;
            }
            double at = Math.min(x.getAsDouble(), getWidth() - MARK);
            if (at < free) {
                continue; // one mark over another tells nothing
            }
            FontIcon mark = new FontIcon(probe.passed() ? Feather.CHECK : Feather.X);
            mark.getStyleClass().addAll("probe-mark", probe.passed() ? "ok" : "bad");
            mark.setLayoutX(at);
            mark.setLayoutY(CHECKS + 5);
            drawn.add(mark);
            free = at + MARK;
        }
        Phase last = told.timeline.phases().getLast();
        if (last.condition() == Condition.EXITED) {
            strip.x(last.from(), told.now).ifPresent(x -> {
                Line end = new Line(x + 12, CHECKS - 6, x + 12, CHECKS + 9);
                end.getStyleClass().add("probe-end");
                drawn.add(end);
            });
        }
        setAccessibleText(words.say("containers.timeline.told", passed, failed));
    }

    private double needed(Phase stretch) {
        return 8 + Math.max(wide(name(stretch)) * 1.04 + 40, wide(time(stretch)) * 0.92 + wide(span(stretch)) * 0.9 + 10);
    }

    /// About as wide as 13 px letters; measuring them would cost more than it is worth.
    static double wide(String text) {
        return text.chars().mapToDouble(letter -> letter >= 0x1100 ? 12.2 : letter == ' ' ? 3.6 : 7.6).sum();
    }

    private String name(Phase stretch) {
        return stretch.condition() == Condition.EXITED
                ? words.say("containers.phase.exited", stretch.exitCode().orElse(0))
                : words.say(stretch.condition().words(0));
    }

    private String time(Phase stretch) {
        return figures.day(stretch.from()).equals(figures.day(told.now))
                ? figures.clock(stretch.from())
                : figures.dayTime(stretch.from());
    }

    private String span(Phase stretch) {
        Duration length = stretch.lasted(told.now);
        String span = figures.span(length);
        return stretch.until().isEmpty() ? words.say("containers.timeline.so-far", span) : span;
    }
}

package dev.lockkeeper.ui.containers;

import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private Told told = new Told(List.of(), List.of(), Instant.EPOCH);
    private Strip strip = Strip.NOTHING;

    private record Told(List<Stretch> stretches, List<Probe> probes, Instant now) {}

    TimelineStrip(Frame frame) {
        this.words = frame.words();
        this.figures = frame.figures();
        setId("timeline");
        setMinSize(0, HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        widthProperty().subscribe(this::draw);
    }

    void show(List<Stretch> stretches, List<Probe> probes, Instant now) {
        Told fresh = new Told(stretches, probes, now);
        if (!fresh.equals(told)) {
            told = fresh;
            draw();
        }
    }

    boolean shortened() {
        return strip.shortened();
    }

    private void draw() {
        strip = Strip.of(told.stretches, told.now, getWidth(), this::needed);
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
        Stretch stretch = cell.stretch();
        PhaseLook look = PhaseLook.of(stretch.phase());
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
        String style = PhaseLook.of(cell.stretch().phase()).tone().style();
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
        for (Probe probe : told.probes) {
            OptionalDouble x = strip.x(probe.at(), told.now);
            if (x.isEmpty()) {
                continue;
            }
            if (probe.passed()) {
                passed++;
            } else {
                failed++;
            }
            if (x.getAsDouble() < free) {
                continue; // one mark over another tells nothing
            }
            FontIcon mark = new FontIcon(probe.passed() ? Feather.CHECK : Feather.X);
            mark.getStyleClass().addAll("probe-mark", probe.passed() ? "ok" : "bad");
            mark.setLayoutX(Math.min(x.getAsDouble(), getWidth() - MARK));
            mark.setLayoutY(CHECKS + 5);
            drawn.add(mark);
            free = x.getAsDouble() + MARK;
        }
        Stretch last = told.stretches.getLast();
        if (last.phase() == Stretch.Phase.EXITED) {
            strip.x(last.since(), told.now).ifPresent(x -> {
                Line end = new Line(x + 12, CHECKS - 6, x + 12, CHECKS + 9);
                end.getStyleClass().add("probe-end");
                drawn.add(end);
            });
        }
        setAccessibleText(words.say("containers.timeline.told", passed, failed));
    }

    private double needed(Stretch stretch) {
        return 8 + Math.max(wide(name(stretch)) * 1.04 + 40, wide(time(stretch)) * 0.92 + wide(span(stretch)) * 0.9 + 10);
    }

    /// About as wide as 13 px letters; measuring them would cost more than it is worth.
    private static double wide(String text) {
        return text.chars().mapToDouble(letter -> letter >= 0x1100 ? 12 : letter == ' ' ? 3.6 : 7.6).sum();
    }

    private String name(Stretch stretch) {
        return stretch.phase() == Stretch.Phase.EXITED
                ? words.say("containers.phase.exited", stretch.code())
                : words.say(PhaseLook.key(stretch.phase()));
    }

    private String time(Stretch stretch) {
        return figures.day(stretch.since()).equals(figures.day(told.now))
                ? figures.clock(stretch.since())
                : figures.dayTime(stretch.since());
    }

    private String span(Stretch stretch) {
        Duration length = stretch.length(told.now);
        String span = figures.span(length);
        return stretch.until().isEmpty() ? words.say("containers.timeline.so-far", span) : span;
    }

    /// A stretch's tone and the icon that says the same.
    record PhaseLook(Tone tone, org.kordamp.ikonli.Ikon icon) {

        static PhaseLook of(Stretch.Phase phase) {
            return switch (phase) {
                case CREATED -> new PhaseLook(Tone.WAIT, Feather.PLUS_CIRCLE);
                case STARTING -> new PhaseLook(Tone.WORK, Feather.LOADER);
                case RUNNING -> new PhaseLook(Tone.OK, Feather.PLAY_CIRCLE);
                case HEALTHY -> new PhaseLook(Tone.OK, Feather.CHECK_CIRCLE);
                case UNHEALTHY -> new PhaseLook(Tone.WARN, Feather.ALERT_TRIANGLE);
                case PAUSED -> new PhaseLook(Tone.WARN, Feather.PAUSE_CIRCLE);
                case RESTARTING -> new PhaseLook(Tone.BAD, Feather.ROTATE_CW);
                case EXITED -> new PhaseLook(Tone.BAD, Feather.X_CIRCLE);
            };
        }

        static String key(Stretch.Phase phase) {
            return "containers.phase." + phase.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Optional<Instant> first(List<Stretch> stretches) {
        return stretches.stream().map(Stretch::since).findFirst();
    }
}

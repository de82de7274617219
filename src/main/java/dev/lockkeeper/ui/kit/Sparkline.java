package dev.lockkeeper.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/// How one figure went over a while, as a small line without numbers: blue while it goes on, grey with a red mark where it ended.
public final class Sparkline extends Region {

    private static final double HEIGHT = 62;
    /// Two points further apart than this many usual steps have nothing between them that is known.
    private static final long HOLE = 6;
    /// So few points are drawn one by one.
    private static final int YOUNG = 12;
    /// In how many steps the line moves through its width.
    private static final long STEPS = 150;

    private final Label none = Labels.secondary("");
    private Course course = Course.NOTHING;

    /// One measured value.
    public record Point(Instant at, double value) {}

    /// What is drawn: the points, oldest first, between two moments. `top` is the value at the upper edge; `ended` is when it ended.
    public record Course(List<Point> points, Instant from, Instant to, double top, Optional<Instant> ended) {

        static final Course NOTHING = new Course(List.of(), Instant.EPOCH, Instant.EPOCH, 1, Optional.empty());

        public Course {
            points = List.copyOf(points);
        }
    }

    /// `nothing` stands where no value is known.
    public Sparkline(String nothing) {
        none.setText(nothing);
        getStyleClass().add("lk-spark");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(40, HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        widthProperty().subscribe(this::draw);
        draw();
    }

    /// `told` is read out instead of the drawing.
    public void show(Course now, String told) {
        setAccessibleText(told);
        if (differs(now)) {
            course = now;
            draw();
        }
    }

    /// A line of half an hour moves by less than a pixel in a few seconds, which nobody sees and which costs the drawing of hundreds of points.
    private boolean differs(Course now) {
        boolean same = course.equals(now);
        boolean young = now.points.size() < YOUNG || course.points.isEmpty();
        return !same && (young || now.top != course.top || !now.ended.equals(course.ended)
                || Duration.between(course.to, now.to).compareTo(Duration.between(now.from, now.to).dividedBy(STEPS)) >= 0);
    }

    private void draw() {
        boolean empty = course.points.isEmpty();
        pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("nothing"), empty);
        pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("ended"), course.ended.isPresent());
        if (empty) {
            getChildren().setAll(none);
            return;
        }
        List<Node> drawn = new ArrayList<>();
        for (List<Point> part : parts()) {
            drawn.addAll(part(part));
        }
        Line floor = new Line(0, HEIGHT - 0.5, getWidth(), HEIGHT - 0.5);
        floor.getStyleClass().add("lk-spark-floor");
        drawn.add(floor);
        course.ended.filter(at -> at.isAfter(course.from)).ifPresentOrElse(at -> {
            Line mark = new Line(x(at), 0, x(at), HEIGHT);
            mark.getStyleClass().add("lk-spark-end");
            drawn.add(mark);
        }, () -> {
            Point last = course.points.getLast();
            Circle dot = new Circle(Math.min(x(last.at), getWidth() - 3), y(last.value), 3);
            dot.getStyleClass().add("lk-spark-dot");
            drawn.add(dot);
        });
        drawn.forEach(node -> node.setManaged(false));
        getChildren().setAll(drawn);
    }

    /// The line, cut where nothing was measured for a while.
    private List<List<Point>> parts() {
        List<Duration> steps = new ArrayList<>();
        for (int i = 1; i < course.points.size(); i++) {
            steps.add(Duration.between(course.points.get(i - 1).at, course.points.get(i).at));
        }
        List<Duration> sorted = steps.stream().sorted().toList();
        Duration most = sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2).multipliedBy(HOLE);
        List<List<Point>> parts = new ArrayList<>();
        for (int i = 0; i < course.points.size(); i++) {
            if (i == 0 || steps.get(i - 1).compareTo(most) > 0) {
                parts.add(new ArrayList<>());
            }
            parts.getLast().add(course.points.get(i));
        }
        return parts;
    }

    private List<Node> part(List<Point> points) {
        Polyline line = new Polyline();
        Polygon area = new Polygon();
        area.getPoints().addAll(x(points.getFirst().at), HEIGHT);
        for (Point point : points) {
            line.getPoints().addAll(x(point.at), y(point.value));
            area.getPoints().addAll(x(point.at), y(point.value));
        }
        area.getPoints().addAll(x(points.getLast().at), HEIGHT);
        line.getStyleClass().add("lk-spark-line");
        area.getStyleClass().add("lk-spark-area");
        return List.of(area, line);
    }

    private double x(Instant at) {
        double whole = Math.max(1, Duration.between(course.from, course.to).toMillis());
        return Math.clamp(Duration.between(course.from, at).toMillis() / whole, 0, 1) * getWidth();
    }

    private double y(double value) {
        return HEIGHT - 1.5 - Math.clamp(value / course.top, 0, 1) * (HEIGHT - 8);
    }

    @Override
    protected void layoutChildren() {
        if (none.getParent() == this) {
            layoutInArea(none, 0, 0, getWidth(), getHeight(), 0, javafx.geometry.HPos.CENTER, javafx.geometry.VPos.CENTER);
        }
    }
}

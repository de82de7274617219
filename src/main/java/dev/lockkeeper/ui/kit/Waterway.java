package dev.lockkeeper.ui.kit;

import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.Line;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;

/// The drawn parts of the waterway: boat, waves, gates, arrows. Drawings are not read out; what they tell stands beside them in words.
public final class Waterway {

    private Waterway() {}

    /// How a gate stands.
    public enum Gate {
        OPEN, SHUT, WORKING, BROKEN
    }

    /// A boat, 54 wide, with its water line at y = 0 and its middle at x = 0.
    public static Group boat() {
        Polygon hull = new Polygon(-27, -4, 27, -4, 18, 7, -17, 7);
        Rectangle cabin = new Rectangle(-16, -16, 21, 12);
        Rectangle left = new Rectangle(-11.5, -12, 5, 5);
        Rectangle right = new Rectangle(-3.5, -12, 5, 5);
        Rectangle mast = new Rectangle(11, -24, 2, 20);
        Polygon flag = new Polygon(13, -24, 22, -19.5, 13, -15);
        for (Shape part : new Shape[]{hull, left, right, mast, flag}) {
            part.getStyleClass().add("lk-hull");
        }
        cabin.getStyleClass().add("lk-cabin");
        Group boat = new Group(cabin, hull, left, right, mast, flag);
        boat.setMouseTransparent(true);
        return boat;
    }

    /// A small wave, 32 wide, that begins at this point.
    public static Path wave(double x, double y) {
        Path wave = new Path(new MoveTo(x, y), new CubicCurveTo(x + 5, y - 5, x + 11, y - 5, x + 16, y),
                new CubicCurveTo(x + 21, y + 4, x + 27, y + 4, x + 32, y));
        wave.getStyleClass().add("lk-wave");
        return wave;
    }

    /// Standing water with its surface line.
    public static Group water(double x, double surface, double width, double floor) {
        Rectangle body = new Rectangle(x, surface, width, Math.max(0, floor - surface));
        body.getStyleClass().add("lk-water");
        Rectangle line = new Rectangle(x, surface - 1, width, 2);
        line.getStyleClass().add("lk-water-line");
        return new Group(body, line);
    }

    /// A gate between two chambers of the chain, its middle at `x`: open is lifted, shut stands on the floor.
    public static Group gate(double x, double floor, Gate state) {
        Rectangle leftPost = box(x - 11, 8, 4, floor - 8, "lk-post");
        Rectangle rightPost = box(x + 7, 8, 4, floor - 8, "lk-post");
        Rectangle beam = box(x - 13, 6, 26, 6, "lk-gate");
        beam.setArcWidth(3);
        beam.setArcHeight(3);
        Group gate = new Group(leftPost, rightPost);
        String panelStyle = switch (state) {
            case OPEN -> "lk-gate";
            case SHUT -> "lk-post";
            case WORKING -> "lk-gate-work";
            case BROKEN -> "lk-gate-bad";
        };
        double top = state == Gate.OPEN ? 12 : 34;
        double bottom = state == Gate.OPEN ? 38 : floor;
        gate.getChildren().add(box(x - 6, top, 12, bottom - top, panelStyle));
        for (double rung = top + 8; rung < bottom - 4; rung += state == Gate.OPEN ? 8 : 19) {
            gate.getChildren().add(box(x - 6, rung, 12, 1.5, "lk-gate-rung"));
        }
        if (state != Gate.OPEN) {
            gate.getChildren().add(box(x - 3, 12, 1.6, 22, "lk-post"));
            gate.getChildren().add(box(x + 1.4, 12, 1.6, 22, "lk-post"));
        }
        gate.getChildren().add(beam);
        if (state == Gate.BROKEN || state == Gate.WORKING) {
            for (Node part : gate.getChildren()) {
                if (part.getStyleClass().remove("lk-post") || part.getStyleClass().remove("lk-gate")) {
                    part.getStyleClass().add(panelStyle);
                }
            }
        }
        return gate;
    }

    /// The stone below the water.
    public static Group floor(double width, double y, double height) {
        Group floor = new Group(box(0, y, width, height, "lk-stone"));
        double half = y + height / 2;
        floor.getChildren().add(box(0, half - 0.75, width, 1.5, "lk-joint"));
        for (double x = 24; x < width; x += 43) {
            floor.getChildren().add(box(x, y, 1.5, height / 2, "lk-joint"));
            floor.getChildren().add(box(x + 21, half, 1.5, height / 2, "lk-joint"));
        }
        return floor;
    }

    /// An arrow upwards whose point is at this place.
    public static Group arrowUp(double x, double top, double length) {
        Line shaft = new Line(x, top + 1, x, top + length);
        Polyline head = new Polyline(x - 6, top + 7, x, top, x + 6, top + 7);
        shaft.getStyleClass().add("lk-arrow");
        head.getStyleClass().add("lk-arrow");
        return new Group(shaft, head);
    }

    /// An arrow to the right whose point is at this place.
    public static Group arrowRight(double right, double y, double length) {
        Line shaft = new Line(right - length, y, right - 1, y);
        Polyline head = new Polyline(right - 8, y - 6, right, y, right - 8, y + 6);
        shaft.getStyleClass().add("lk-arrow");
        head.getStyleClass().add("lk-arrow");
        return new Group(shaft, head);
    }

    /// A dashed level: where the water is to be. `style` is `lk-dash`, `lk-dash-work` or `lk-dash-warn`.
    public static Line level(double fromX, double toX, double y, String style) {
        Line line = new Line(fromX, y, toX, y);
        line.getStyleClass().add(style);
        return line;
    }

    public static Rectangle box(double x, double y, double width, double height, String style) {
        Rectangle box = new Rectangle(x, y, width, height);
        box.getStyleClass().add(style);
        return box;
    }

    /// The small picture of a sheet, 152 by 68: a boat before the gate to a higher (or, going down, lower) level.
    public static Pane passage(boolean up) {
        Pane picture = new Pane();
        picture.getStyleClass().add("lk-passage");
        picture.setMinSize(152, 68);
        picture.setPrefSize(152, 68);
        picture.setMaxSize(152, 68);
        double here = up ? 36 : 22;
        double there = up ? 22 : 36;
        Group boat = boat();
        boat.setScaleX(0.75);
        boat.setScaleY(0.75);
        boat.setTranslateX(34);
        boat.setTranslateY(here + 2);
        picture.getChildren().addAll(water(1, here, 72, 58), water(81, there, 70, 58), box(1, 58, 150, 9, "lk-stone"),
                box(72, 6, 9, 52, "lk-gate"), boat, arrowRight(132, 41, 34));
        return picture;
    }
}

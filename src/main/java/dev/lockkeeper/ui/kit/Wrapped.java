package dev.lockkeeper.ui.kit;

import java.util.HashMap;
import java.util.Map;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// A sentence broken only between words. JavaFX breaks Korean inside them, so the words are measured here.
public final class Wrapped extends Region {

    private final Text shown = new Text();
    private final Text measure = new Text();
    private final Map<Breaks, String> broken = new HashMap<>();
    private String text;

    private record Breaks(String text, Font font, double room) {}

    public Wrapped(String text, String... styles) {
        this.text = text;
        getStyleClass().add("lk-wrapped");
        shown.getStyleClass().add("lk-text");
        shown.getStyleClass().addAll(styles);
        shown.setManaged(false);
        getChildren().add(shown);
        shown.fontProperty().subscribe(this::requestLayout);
        setAccessibleText(text);
    }

    public String text() {
        return text;
    }

    public void show(String now) {
        if (!text.equals(now)) {
            text = now;
            setAccessibleText(now);
            requestLayout();
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        double widest = 0;
        for (String line : text.split("\n", -1)) {
            widest = Math.max(widest, width(line, shown.getFont()));
        }
        return Math.ceil(widest) + 1;
    }

    @Override
    protected double computePrefHeight(double width) {
        String lines = broken(width < 0 ? Double.MAX_VALUE : width);
        measure.setFont(shown.getFont());
        measure.setLineSpacing(shown.getLineSpacing());
        measure.setText(lines);
        return Math.ceil(measure.getLayoutBounds().getHeight());
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        shown.setText(broken(getWidth()));
        shown.relocate(0, 0);
    }

    private String broken(double room) {
        Font font = shown.getFont();
        // layout asks for the same breaks several times in a row, and measuring words is dear
        Breaks asked = new Breaks(text, font, room);
        String known = broken.get(asked);
        if (known == null) {
            if (broken.size() > 8) {
                broken.clear();
            }
            known = measured(room, font);
            broken.put(asked, known);
        }
        return known;
    }

    private String measured(double room, Font font) {
        StringBuilder all = new StringBuilder();
        for (String paragraph : text.split("\n", -1)) {
            if (!all.isEmpty()) {
                all.append('\n');
            }
            String line = "";
            for (String word : paragraph.split(" ", -1)) {
                String longer = line.isEmpty() ? word : line + " " + word;
                if (!line.isEmpty() && width(longer, font) > room) {
                    all.append(line).append('\n');
                    line = word;
                } else {
                    line = longer;
                }
            }
            all.append(line);
        }
        return all.toString();
    }

    private double width(String line, Font font) {
        measure.setFont(font);
        measure.setText(line);
        return measure.getLayoutBounds().getWidth();
    }
}

package dev.lockkeeper.ui.overview;

import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Sparkline;
import dev.lockkeeper.ui.kit.Sparkline.Course;
import dev.lockkeeper.ui.kit.Sparkline.Point;
import dev.lockkeeper.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One thing that is measured: its name, its value now, and how it went.
final class Meter extends VBox {

    private final Words words;
    private final String name;
    private final DoubleFunction<String> said;
    private final Label value = Labels.strong("—");
    private final Sparkline line;

    /// `said` puts a value into words.
    Meter(Words words, String name, DoubleFunction<String> said) {
        super(4);
        this.words = words;
        this.name = name;
        this.said = said;
        line = new Sparkline(words.say("kit.no-data"));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(Labels.secondary(name), gap, value);
        top.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(top, line);
        setMinWidth(0);
        setPrefWidth(150);
        HBox.setHgrow(this, Priority.ALWAYS);
    }

    /// `floor` is the least that the upper edge stands for. With an `ended` there is no value now.
    void show(List<Point> points, double floor, Instant now, Optional<Instant> ended) {
        double most = points.stream().mapToDouble(Point::value).max().orElse(0);
        String current = points.isEmpty() || ended.isPresent() ? "—" : said.apply(points.getLast().value());
        value.setText(current);
        line.show(new Course(points, now.minus(Usage.BACK), now, Math.max(floor, most * 1.25), ended),
                points.isEmpty()
                        ? name + ", " + words.say("kit.no-data")
                        : words.say("overview.usage.told", name, current, said.apply(most)));
    }
}
